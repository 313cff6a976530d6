using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using CsvHelper;
using CsvHelper.Configuration;
using CsvHelper.Configuration.Attributes;
using EncodingLab.Cwasm;

namespace EncodingLab.Files.Building;

/// <summary>One row of <c>builds.csv</c>: a build and what became of it. Names without folders: the same on every machine.</summary>
public sealed record BuildRow
{
    public const string FileName = "builds.csv";
    public const string Built = "built";
    public const string Cached = "cached";
    public const string Failed = "failed";

    private static readonly CsvConfiguration s_csv = new(CultureInfo.InvariantCulture) { NewLine = "\n", Delimiter = "," };

    /// <summary>Path below the corpus folder.</summary>
    [Name("file")] public required string File { get; init; }
    [Name("module")] public required string Module { get; init; }
    [Name("target")] public required string Target { get; init; }

    /// <summary>Version; empty where the executable could not be run.</summary>
    [Name("wasmtime")] public string Wasmtime { get; init; } = "";
    [Name("variant")] public string Variant { get; init; } = "";

    /// <summary>built, cached, or failed.</summary>
    [Name("outcome")] public string Outcome { get; init; } = "";

    /// <summary>The command, with files by their names.</summary>
    [Name("command")] public string Command { get; init; } = "";

    /// <summary>Options that were asked for and left out, because this Wasmtime does not know them.</summary>
    [Name("dropped")] public string Dropped { get; init; } = "";
    [Name("wasm_sha256")] public string WasmSha256 { get; init; } = "";
    [Name("wasm_bytes")] public long WasmBytes { get; init; }

    /// <summary>Of the executable.</summary>
    [Name("wasmtime_sha256")] public string WasmtimeSha256 { get; init; } = "";

    /// <summary>Of the compiled file; 0 where there is none.</summary>
    [Name("bytes")] public long Bytes { get; init; }
    [Name("sha256")] public string Sha256 { get; init; } = "";

    /// <summary>Why it failed, in one line.</summary>
    [Name("error")] public string Error { get; init; } = "";

    /// <summary>Stands for all that decides the compiled bytes.</summary>
    [Ignore]
    public string Key => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{WasmSha256}\n{WasmtimeSha256}\n{Command}")));

    /// <summary>The rows of an earlier build; none where there was none.</summary>
    /// <exception cref="CwasmFormatException">The file is no such list.</exception>
    public static IReadOnlyList<BuildRow> Read(string folder)
    {
        string path = Path.Combine(folder, FileName);
        if (!System.IO.File.Exists(path))
        {
            return [];
        }

        try
        {
            using var reader = new StreamReader(path, Encoding.UTF8);
            using var csv = new CsvReader(reader, s_csv);
            return [.. csv.GetRecords<BuildRow>()];
        }
        catch (CsvHelperException e)
        {
            throw new CwasmFormatException(CwasmErrorKind.BadManifest, path, $"line {e.Context?.Parser?.RawRow ?? 1}: not a list of builds", "delete it: everything is built again");
        }
    }

    /// <summary>Writes rows sorted by file, by way of a neighbour that takes the name when whole.</summary>
    public static void Write(string folder, IEnumerable<BuildRow> rows)
    {
        string path = Path.Combine(folder, FileName);
        using (var writer = new StreamWriter(path + ".unfinished", append: false, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false)))
        using (var csv = new CsvWriter(writer, s_csv))
        {
            csv.WriteRecords(rows.OrderBy(row => row.File, StringComparer.Ordinal));
        }

        System.IO.File.Move(path + ".unfinished", path, overwrite: true);
    }
}
