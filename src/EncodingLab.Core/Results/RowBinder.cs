using System.Globalization;
using System.Reflection;
using System.Text;

namespace EncodingLab.Results;

/// <summary>Fields of a line to a row, in the order of the columns.</summary>
internal sealed class RowBinder<TRow>
{
    private const NumberStyles Integer = NumberStyles.AllowLeadingSign;

    private readonly TextPool _texts = new();
    private readonly Setter[] _setters;

    public RowBinder() => _setters = [.. RowColumns<TRow>.Properties.Select(SetterOf)];

    private delegate void Setter(TRow row, ReadOnlySpan<byte> field);

    private delegate T Parser<T>(ReadOnlySpan<byte> field);

    /// <summary>A row of the fields of a line.</summary>
    /// <exception cref="FormatException">There are more or fewer fields than columns, or one is not of its column's type; the message names both.</exception>
    public TRow Bind(CsvFields fields)
    {
        TRow row = Activator.CreateInstance<TRow>();
        int count = 0;
        while (fields.Next(out ReadOnlySpan<byte> field))
        {
            if (count < _setters.Length)
            {
                Set(row, count, field);
            }

            count++;
        }

        return count == _setters.Length ? row : throw new FormatException($"{count} fields, expected {_setters.Length}");
    }

    private void Set(TRow row, int column, ReadOnlySpan<byte> field)
    {
        try
        {
            _setters[column](row, field);
        }
        catch (Exception e) when (e is FormatException or OverflowException)
        {
            throw new FormatException($"column {RowColumns<TRow>.Names[column]}: '{Encoding.UTF8.GetString(field)}' is not what belongs there");
        }
    }

    private Setter SetterOf(PropertyInfo property) => property.PropertyType switch
    {
        Type type when type == typeof(string) => SetterOf(property, field => CellText.Unguarded(_texts.Of(field))),
        Type type when type == typeof(bool) => SetterOf(property, field => bool.Parse(Encoding.UTF8.GetString(field))),
        Type type when type == typeof(int) => SetterOf(property, Int),
        Type type when type == typeof(uint) => SetterOf(property, field => uint.Parse(field, NumberStyles.None, CultureInfo.InvariantCulture)),
        Type type when type == typeof(long) => SetterOf(property, Long),
        Type type when type == typeof(double) => SetterOf(property, Double),
        Type type when type == typeof(int?) => SetterOf<int?>(property, field => field.Length == 0 ? null : Int(field)),
        Type type when type == typeof(long?) => SetterOf<long?>(property, field => field.Length == 0 ? null : Long(field)),
        Type type when type == typeof(double?) => SetterOf<double?>(property, field => field.Length == 0 ? null : Double(field)),
        _ => throw new NotSupportedException($"{typeof(TRow).Name}.{property.Name}: no column can be of type {property.PropertyType}"),
    };

    private static Setter SetterOf<T>(PropertyInfo property, Parser<T> parse)
    {
        Action<TRow, T> set = property.SetMethod!.CreateDelegate<Action<TRow, T>>();
        return (row, field) => set(row, parse(field));
    }

    private static int Int(ReadOnlySpan<byte> field) => int.Parse(field, Integer, CultureInfo.InvariantCulture);

    private static long Long(ReadOnlySpan<byte> field) => long.Parse(field, Integer, CultureInfo.InvariantCulture);

    private static double Double(ReadOnlySpan<byte> field) => double.Parse(field, NumberStyles.Float, CultureInfo.InvariantCulture);
}
