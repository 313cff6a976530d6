namespace EncodingLab.Reporting;

/// <summary>Several names as one key. A text, since every shape of tuple that a dictionary is made over is compiled anew, which takes a report longer than the looking up.</summary>
internal static class RowKey
{
    /// <summary>The names with what no name contains between them.</summary>
    public static string Of(params ReadOnlySpan<string?> names) => string.Join('\u001f', names);
}
