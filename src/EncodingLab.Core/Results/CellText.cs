namespace EncodingLab.Results;

/// <summary>Text in a cell. Module names come from files: one that a spreadsheet would run as a formula gets an apostrophe before it, which reading takes off again.</summary>
internal static class CellText
{
    /// <summary>The text as a cell has it.</summary>
    public static string Guarded(string text) => IsFormula(text) ? "'" + text : text;

    /// <summary>The text without the apostrophe that writing put before it.</summary>
    public static string Unguarded(string text) => text.Length > 0 && text[0] == '\'' && IsFormula(text) ? text[1..] : text;

    /// <summary>Whether the text begins like a formula, behind any number of apostrophes, so that guarding can always be undone.</summary>
    private static bool IsFormula(string text)
    {
        ReadOnlySpan<char> bare = text.AsSpan().TrimStart('\'');
        return bare.Length > 0 && bare[0] is ('=' or '+' or '-' or '@' or '\t' or '\r' or '\n');
    }
}
