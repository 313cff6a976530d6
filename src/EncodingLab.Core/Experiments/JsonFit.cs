using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace EncodingLab.Experiments;

/// <summary>What of a JSON text does not fit the records that it is to be read into, in the words of the text: keys, and no types of ours.</summary>
internal static class JsonFit
{
    /// <summary>The first misfit, or null where all fits.</summary>
    /// <param name="value">The text, parsed.</param>
    /// <param name="type">A record, a list with one type argument, or a text, truth value or whole number.</param>
    /// <param name="json">How the records' properties are named.</param>
    /// <param name="at">The key of the value, from the root on; empty for the root.</param>
    public static string? Fault(JsonElement value, Type type, JsonSerializerOptions json, string at = "")
    {
        JsonTypeInfo shape = json.GetTypeInfo(type);
        return (shape.Kind, value.ValueKind) switch
        {
            (_, JsonValueKind.Null) when at.Length > 0 => null,
            (JsonTypeInfoKind.Object, JsonValueKind.Object) => InObject(value, shape, at),
            (JsonTypeInfoKind.Enumerable, JsonValueKind.Array) => First(value.EnumerateArray().Select((item, i) => Fault(item, type.GetGenericArguments()[0], json, $"{at}[{i}]"))),
            (JsonTypeInfoKind.None, JsonValueKind.String) when type == typeof(string) => null,
            (JsonTypeInfoKind.None, JsonValueKind.True or JsonValueKind.False) when type == typeof(bool) => null,
            (JsonTypeInfoKind.None, JsonValueKind.Number) when type == typeof(int) && value.TryGetInt32(out _) => null,
            _ => $"{(at.Length > 0 ? $"key '{at}': " : "")}expected {InWords(shape)}, found {Shorten(value.GetRawText())}",
        };
    }

    private static string? InObject(JsonElement value, JsonTypeInfo shape, string at)
    {
        JsonPropertyInfo[] known = [.. shape.Properties.Where(property => property.Set is not null)];
        string where = at.Length > 0 ? $"key '{at}': " : "";
        JsonPropertyInfo? Find(string name) => known.FirstOrDefault(property => property.Name == name);
        return First(value.EnumerateObject().Select(given => Find(given.Name) is { } property
                ? Fault(given.Value, property.PropertyType, shape.Options, at.Length > 0 ? $"{at}.{given.Name}" : given.Name)
                : where + ExperimentException.Unknown("key", given.Name, known.Select(property => property.Name)).Message))
            ?? (known.FirstOrDefault(property => property.IsRequired && !value.TryGetProperty(property.Name, out _)) is { } missing ? $"{where}expected a key '{missing.Name}', found none" : null);
    }

    private static string? First(IEnumerable<string?> faults) => faults.FirstOrDefault(fault => fault is not null);

    private static string InWords(JsonTypeInfo shape) => shape.Kind switch
    {
        JsonTypeInfoKind.Object => "an object",
        JsonTypeInfoKind.Enumerable => "a list",
        _ => shape.Type == typeof(bool) ? "true or false" : shape.Type == typeof(int) ? "a whole number" : "a text",
    };

    private static string Shorten(string text) => text.Length <= 40 ? text.ReplaceLineEndings(" ") : text[..40].ReplaceLineEndings(" ") + "...";
}
