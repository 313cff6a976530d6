using EncodingLab.Corpus;
using EncodingLab.Cwasm;
using EncodingLab.Encodings;
using EncodingLab.Tables;

namespace EncodingLab.Files;

/// <summary>A smaller file that the same stock Wasmtime runs: its address map holds only what traps and backtraces can ask.</summary>
/// <remarks>
/// Traps stay whole: any entry can be asked, at the pc of its own instruction, by the signal handler that decides whether a fault is the program's.
/// The result is read back before it is written: same answers at every pc that can be asked, every other section byte for byte.
/// </remarks>
public static class Pruner
{
    private const int OldestProven = 46;

    /// <summary>Prunes a file into another.</summary>
    /// <param name="input">A <c>.cwasm</c> or <c>.cwasm.br</c>; never written to.</param>
    /// <param name="output">Where the pruned <c>.cwasm</c> goes, whole or not at all.</param>
    /// <param name="force">Whether an existing output may be replaced.</param>
    /// <exception cref="CwasmFormatException">The input is no cwasm, or pruning it is not provably safe.</exception>
    /// <exception cref="IOException">The output exists, is the input, or cannot be written.</exception>
    public static PruneReport Prune(string input, string output, bool force)
    {
        if (SamePlace(input, output))
        {
            throw new IOException($"{output}: is the input; name another file");
        }

        if (output.EndsWith(FileBytes.PackedEnding, StringComparison.OrdinalIgnoreCase))
        {
            throw new IOException($"{output}: the pruned file is written unpacked, as a stock Wasmtime reads it; name it .cwasm, without {FileBytes.PackedEnding}");
        }

        AtomicFile.RequireFree(output, force);
        using CwasmFile file = CwasmFile.Open(input);
        byte[] pruned = Prune(file, out PruneReport report);
        AtomicFile.Write(output, pruned, force);
        return report;
    }

    /// <summary>The pruned file.</summary>
    /// <param name="file">The file; it stays as it is.</param>
    /// <param name="report">What was saved and why.</param>
    /// <exception cref="CwasmFormatException">Pruning is not provably safe.</exception>
    public static byte[] Prune(CwasmFile file, out PruneReport report)
    {
        CwasmSection section = RequireSafe(file);
        TableEncoding encoding = TableLoader.ShippedEncoding(file);
        CodeTables read = TableLoader.Load(file);
        if (read.FunctionStarts is null && read[TableKind.AddressMap].Count == 0)
        {
            throw Refused(file, "has no functions and an empty address map: nothing to prune", "leave it as it is");
        }

        CodeTables tables = QueryTables.Complete(file, read);
        PrunedTables pruned = encoding.BlockEntries is { } block ? QueryEquivalence.Prune(tables, KeyPlacement.ShortDeltas, block) : QueryEquivalence.Prune(tables);
        ReadOnlyMemory<byte> map = pruned.Statistics.NothingToDrop ? file.Bytes(section) : encoding.Encode(pruned.Tables, TableKind.AddressMap).Bytes;
        byte[] output = pruned.Statistics.NothingToDrop ? file.Bytes().ToArray() : SectionSwap.Apply(file, section, map.ToArray());
        PruneCheck.Require(file, tables, output);
        report = new(
            file.Engine.Version, file.Engine.Target, encoding.Id, file.Bytes().Length, output.Length, (long)section.FileSize, map.Length,
            tables.CallSites!.Length, tables.UnlistedTraps?.Length ?? 0, pruned.Statistics);
        return output;
    }

    private static CwasmSection RequireSafe(CwasmFile file)
    {
        if (RedactionNote.Read(file) is not null)
        {
            throw Refused(file, "is redacted: it has no code to find calls in, and nothing that could run", "prune the file that wasmtime compile wrote");
        }

        _ = TableLoader.ShippedEncoding(file);
        if (file.Engine.Major < OldestProven)
        {
            throw Refused(file, $"was compiled by Wasmtime {file.Engine.Version}; what an engine asks is proven for {OldestProven} and later", "compile the module with Wasmtime 46, 47 or 48");
        }

        string expected = MachineInWords(file.Engine.Machine, file.Engine.IsPulley);
        string found = MachineInWords(file.Image.Header.Machine, file.IsPulley);
        if (file.Engine.Machine is not null && found != expected)
        {
            throw Refused(file, $"section {SectionNames.Engine} names the target {file.Engine.Target}: expected {expected} in the ELF header, found {found}", "compile the module again");
        }

        return file.Find(SectionNames.AddressMap) ?? throw Refused(file, $"has no section {SectionNames.AddressMap}: nothing to prune", "leave it as it is");
    }

    private static string MachineInWords(int? machine, bool pulley) => $"e_machine {machine}{(pulley ? " with the flag of Pulley" : "")}";

    private static CwasmFormatException Refused(CwasmFile file, string reason, string remedy) => new(CwasmErrorKind.Refused, file.Path, reason, remedy);

    private static bool SamePlace(string input, string output) => string.Equals(RealPath(input), RealPath(output), StringComparison.Ordinal);

    /// <summary>The path with every link on the way followed, so that no spelling of the input passes for another file.</summary>
    private static string RealPath(string path)
    {
        string full = Path.GetFullPath(path);
        string? parent = Path.GetDirectoryName(full);
        string real = parent is null ? full : Path.Combine(RealPath(parent), Path.GetFileName(full));
        FileSystemInfo entry = Directory.Exists(real) ? new DirectoryInfo(real) : new FileInfo(real);
        return entry.LinkTarget is null ? real : entry.ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? real;
    }
}
