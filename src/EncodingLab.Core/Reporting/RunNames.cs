using System.Globalization;

namespace EncodingLab.Reporting;

/// <summary>Names that the report knows by heart, and names as people read them.</summary>
internal static class RunNames
{
    public const string Legacy = "legacy-fixed";
    public const string Block = "block-leb128";
    public const int ShippedBlock = 128;

    /// <summary>What Wasmtime 47 and 48 write.</summary>
    public const string Shipped = "block-leb128(block=128)";

    /// <summary>Both tables as Wasmtime 46 wrote them.</summary>
    public const string LegacyPair = "pair-v46";

    /// <summary>Both tables as Wasmtime 47 writes them.</summary>
    public const string ShippedPair = "pair-v47";

    /// <summary>An encoding's name without its parameters.</summary>
    public static string BaseName(string encoding)
    {
        int parameters = encoding.IndexOf('(', StringComparison.Ordinal);
        return parameters < 0 ? encoding : encoding[..parameters];
    }

    /// <summary>What stands in an id's parentheses; empty where there are none.</summary>
    public static string Parameters(string encoding) => encoding.Length > BaseName(encoding).Length ? encoding[(BaseName(encoding).Length + 1)..].TrimEnd(')') : "";

    /// <summary>Lower-case letters, digits and hyphens, for names of files and elements.</summary>
    public static string Slug(string text) => string.Concat(text.Select(c => char.IsAsciiLetterOrDigit(c) ? char.ToLowerInvariant(c) : c == '_' ? '_' : '-'));

    /// <summary>The shipped encoding at a block size.</summary>
    public static string BlockOf(int entries) => string.Create(CultureInfo.InvariantCulture, $"{Block}(block={entries})");

    /// <summary>The shipped encodings by the version that wrote them, others by their id.</summary>
    public static string Label(string encoding) => encoding switch
    {
        Legacy => "Wasmtime 46 (legacy-fixed)",
        Shipped => "Wasmtime 47 (block 128)",
        LegacyPair => "Wasmtime 46 (two tables)",
        ShippedPair => "Wasmtime 47 (two tables)",
        _ when encoding.StartsWith(Block + "(block=", StringComparison.Ordinal) => "block " + encoding[(Block.Length + 7)..^1],
        _ => encoding,
    };

    /// <summary>What the ratios of a track are to: on every track the lossless table as Wasmtime 47 writes it.</summary>
    public static string Yardstick(string table, string track) => track == "lossless" ? "Wasmtime 47" : table == "both" ? "Wasmtime 47's lossless tables" : "Wasmtime 47's lossless table";

    /// <summary>A bound as people read it.</summary>
    public static string BoundLabel(string bound) => bound switch
    {
        "order-0-entropy" => "order-0 entropy",
        "order-0-entropy-joint" => "order-0 entropy, joint",
        "order-0-adaptive-joint" => "order-0 adaptive code, joint",
        "order-1-adaptive" => "order-1 adaptive code",
        "brotli-v47" => "Brotli of v47's bytes",
        "brotli-streams" => "Brotli of raw streams",
        _ => bound,
    };

    /// <summary>The workload that a table's headline time is of: what a backtrace asks, and what a trap asks.</summary>
    public static string? MainWorkload(string table, IReadOnlyCollection<string> measured)
    {
        string[] wanted = table == "traps" ? ["trap-hit", "hit-or-miss", "trap-miss"] : ["call-return", "uniform-pc", "entry-pc", "backtrace-20"];
        return wanted.FirstOrDefault(measured.Contains) ?? measured.Order(StringComparer.Ordinal).FirstOrDefault();
    }
}
