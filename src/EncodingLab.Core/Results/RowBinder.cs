using System.Globalization;
using System.Reflection;
using System.Text;
using CsvHelper;

namespace EncodingLab.Results;

/// <summary>Fields of a line to a row, in the order of the columns: numbers are read where the reader has their bytes.</summary>
internal sealed class RowBinder<TRow>
{
    private const NumberStyles Integer = NumberStyles.AllowLeadingSign;

    private readonly Setter[] _setters = [.. RowColumns<TRow>.Properties.Select(SetterOf)];

    private delegate void Setter(TRow row, CsvReader csv, int column);

    private delegate T Parser<T>(ReadOnlySpan<byte> field);

    /// <summary>A row of the fields of a line.</summary>
    /// <exception cref="FormatException">There are more or fewer fields than columns, or one is not of its column's type; the message names both.</exception>
    public TRow Bind(CsvReader csv)
    {
        if (csv.FieldCount != _setters.Length)
        {
            throw new FormatException($"{csv.FieldCount} fields, expected {_setters.Length}");
        }

        TRow row = Activator.CreateInstance<TRow>();
        for (int column = 0; column < _setters.Length; column++)
        {
            Set(row, csv, column);
        }

        return row;
    }

    private void Set(TRow row, CsvReader csv, int column)
    {
        try
        {
            _setters[column](row, csv, column);
        }
        catch (Exception e) when (e is FormatException or OverflowException)
        {
            throw new FormatException($"column {RowColumns<TRow>.Names[column]}: '{csv.GetString(column)}' is not what belongs there");
        }
    }

    private static Setter SetterOf(PropertyInfo property) => property.PropertyType switch
    {
        Type type when type == typeof(string) => TextOf(property),
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
        return (row, csv, column) => set(row, parse(csv.GetSpan(column)));
    }

    private static Setter TextOf(PropertyInfo property)
    {
        Action<TRow, string> set = property.SetMethod!.CreateDelegate<Action<TRow, string>>();
        return (row, csv, column) => set(row, CellText.Unguarded(csv.GetString(column)));
    }

    private static int Int(ReadOnlySpan<byte> field) => int.Parse(field, Integer, CultureInfo.InvariantCulture);

    private static long Long(ReadOnlySpan<byte> field) => long.Parse(field, Integer, CultureInfo.InvariantCulture);

    private static double Double(ReadOnlySpan<byte> field) => double.Parse(field, NumberStyles.Float, CultureInfo.InvariantCulture);
}
