using System.ComponentModel.DataAnnotations.Schema;
using System.Globalization;
using System.Reflection;
using System.Text.Json;
using CsvHelper;

namespace EncodingLab.Results;

/// <summary>The columns of a row type: its properties in their order, those of text, number and truth; the rest are no columns.</summary>
/// <remarks>CsvHelper writes and reads the fields; rows are bound here, in one way for all their types.</remarks>
internal static class RowColumns<TRow>
{
    /// <summary>What becomes columns.</summary>
    public static IReadOnlyList<PropertyInfo> Properties { get; } = [.. typeof(TRow).GetProperties().Where(IsColumn)];

    /// <summary>Their names: the attribute's, else the property's in lower case with underscores.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. Properties.Select(property =>
        property.GetCustomAttribute<ColumnAttribute>()?.Name ?? JsonNamingPolicy.SnakeCaseLower.ConvertName(property.Name))];

    /// <summary>Writes the header line.</summary>
    public static void WriteHeader(CsvWriter csv) => WriteLine(csv, Names);

    /// <summary>Writes a row's line.</summary>
    public static void WriteRow(CsvWriter csv, TRow row) => WriteLine(csv, Properties.Select(property => Text(property.GetValue(row))));

    private static void WriteLine(CsvWriter csv, IEnumerable<string> fields)
    {
        foreach (string field in fields)
        {
            csv.WriteField(field);
        }

        csv.EndRecord();
    }

    private static string Text(object? value) => value is string text ? CellText.Guarded(text) : Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";

    private static bool IsColumn(PropertyInfo property)
    {
        Type type = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
        return (type == typeof(string) || type.IsPrimitive || type.IsEnum) && property.GetCustomAttribute<NotMappedAttribute>() is null;
    }
}
