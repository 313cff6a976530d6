using System.Security.Cryptography;
using System.Text;
using CsvHelper;
using EncodingLab.Corpus;
using EncodingLab.Cwasm;

namespace EncodingLab.Files.Building;

/// <summary>One row of <c>builds.csv</c>: a build and what became of it. Names without folders: the same on every machine.</summary>
[CsvRecord]
public sealed partial record BuildRow
{
    public const string FileName = "builds.csv";
    public const string Built = "built";
    public const string Cached = "cached";
    public const string Failed = "failed";

    /// <summary>Path below the corpus folder.</summary>
    [CsvColumn("file")] public required string File { get; init; }
    [CsvColumn("module")] public required string Module { get; init; }
    [CsvColumn("target")] public required string Target { get; init; }

    /// <summary>Version; empty where the executable could not be run.</summary>
    [CsvColumn("wasmtime")] public string Wasmtime { get; init; } = "";
    [CsvColumn("variant")] public string Variant { get; init; } = "";

    /// <summary>built, cached, or failed.</summary>
    [CsvColumn("outcome")] public string Outcome { get; init; } = "";

    /// <summary>The command, with files by their names.</summary>
    [CsvColumn("command")] public string Command { get; init; } = "";

    /// <summary>Options that were asked for and left out, because this Wasmtime does not know them.</summary>
    [CsvColumn("dropped")] public string Dropped { get; init; } = "";
    [CsvColumn("wasm_sha256")] public string WasmSha256 { get; init; } = "";
    [CsvColumn("wasm_bytes")] public long WasmBytes { get; init; }

    /// <summary>Of the executable.</summary>
    [CsvColumn("wasmtime_sha256")] public string WasmtimeSha256 { get; init; } = "";

    /// <summary>Of the compiled file; 0 where there is none.</summary>
    [CsvColumn("bytes")] public long Bytes { get; init; }
    [CsvColumn("sha256")] public string Sha256 { get; init; } = "";

    /// <summary>Why it failed, in one line.</summary>
    [CsvColumn("error")] public string Error { get; init; } = "";

    /// <summary>Stands for all that decides the compiled bytes.</summary>
    [CsvIgnore]
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
            using CsvReader csv = CsvReader.FromFile(path, CorpusManifest.Reading);
            return [.. csv.GetRecords<BuildRow>()];
        }
        catch (Exception e) when (e is CsvFormatException or KeyNotFoundException)
        {
            long line = e is CsvFormatException { LineNumber: > 0 and long number } ? number : 1;
            throw new CwasmFormatException(CwasmErrorKind.BadManifest, path, $"line {line}: not a list of builds", "delete it: everything is built again");
        }
    }

    /// <summary>Writes rows sorted by file, by way of a neighbour that takes the name when whole.</summary>
    public static void Write(string folder, IEnumerable<BuildRow> rows)
    {
        string path = Path.Combine(folder, FileName);
        using (CsvWriter csv = CsvWriter.ToFile(path + ".unfinished", CorpusManifest.Writing))
        {
            csv.WriteRecords(rows.OrderBy(row => row.File, StringComparer.Ordinal));
        }

        System.IO.File.Move(path + ".unfinished", path, overwrite: true);
    }
}
