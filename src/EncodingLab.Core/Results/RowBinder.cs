using System.Globalization;
using System.Reflection;

namespace EncodingLab.Results;

/// <summary>Fields of a line to a row, in the order of the columns. CsvHelper parses the lines; its own binding of fields takes most of the time of a report.</summary>
internal sealed class RowBinder<TRow>
{
    private readonly Action<TRow, string>[] _setters = [.. RowColumns<TRow>.Properties.Select(Setter)];

    /// <summary>Number of fields of a line.</summary>
    public int Columns => _setters.Length;

    /// <summary>A row of the fields of a line.</summary>
    /// <exception cref="FormatException">A field is not of its column's type; the message names both.</exception>
    public TRow Bind(Func<int, string> field)
    {
        TRow row = Activator.CreateInstance<TRow>();
        for (int i = 0; i < _setters.Length; i++)
        {
            string text = field(i);
            try
            {
                _setters[i](row, text);
            }
            catch (Exception e) when (e is FormatException or OverflowException)
            {
                throw new FormatException($"column {RowColumns<TRow>.Names[i]}: '{text}' is not what belongs there");
            }
        }

        return row;
    }

    private static Action<TRow, string> Setter(PropertyInfo property) => property.PropertyType switch
    {
        Type type when type == typeof(string) => Setter(property, CellText.Unguarded),
        Type type when type == typeof(bool) => Setter(property, bool.Parse),
        Type type when type == typeof(int) => Setter(property, text => int.Parse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture)),
        Type type when type == typeof(uint) => Setter(property, text => uint.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture)),
        Type type when type == typeof(long) => Setter(property, Long),
        Type type when type == typeof(double) => Setter(property, Double),
        Type type when type == typeof(int?) => Setter<int?>(property, text => text.Length == 0 ? null : int.Parse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture)),
        Type type when type == typeof(long?) => Setter<long?>(property, text => text.Length == 0 ? null : Long(text)),
        Type type when type == typeof(double?) => Setter<double?>(property, text => text.Length == 0 ? null : Double(text)),
        _ => throw new NotSupportedException($"{typeof(TRow).Name}.{property.Name}: no column can be of type {property.PropertyType}"),
    };

    private static Action<TRow, string> Setter<T>(PropertyInfo property, Func<string, T> parse)
    {
        Action<TRow, T> set = property.SetMethod!.CreateDelegate<Action<TRow, T>>();
        return (row, text) => set(row, parse(text));
    }

    private static long Long(string text) => long.Parse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);

    private static double Double(string text) => double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture);
}
