using EncodingLab.Tables;

namespace EncodingLab.Files;

/// <summary>What is in one file. Plain rows: the command line prints them as tables, CSV or JSON.</summary>
public sealed record Inspection
{
    /// <summary>The file as it was named.</summary>
    public required string File { get; init; }

    /// <summary>Bytes of the file, unpacked; <see cref="Ranges"/> sum to it.</summary>
    public required long Bytes { get; init; }
    public required string Wasmtime { get; init; }
    public required string Triple { get; init; }

    /// <summary><c>module</c> or <c>component</c>; with <c>pulley</c> where its code is bytecode.</summary>
    public required IReadOnlyList<string> Flags { get; init; }
    public required string ByteOrder { get; init; }

    /// <summary>What the redaction note says the file was; null for a file that is not redacted.</summary>
    public string? RedactedFrom { get; init; }

    /// <summary>Every byte, in file order.</summary>
    public required IReadOnlyList<InspectedRange> Ranges { get; init; }
    public required InspectedCode Code { get; init; }

    /// <summary>Its core modules, where symbols tell them apart; else empty.</summary>
    public required IReadOnlyList<CoreModule> CoreModules { get; init; }
    public required IReadOnlyList<InspectedTable> Tables { get; init; }

    /// <summary>The other tables that go from pcs to something.</summary>
    public required IReadOnlyList<InspectedSideTable> SideTables { get; init; }

    /// <summary>What each table would be in other encodings.</summary>
    public required IReadOnlyList<InspectedEncoding> Encodings { get; init; }

    /// <summary>What is odd about the file; usually empty.</summary>
    public required IReadOnlyList<string> Notes { get; init; }
}

/// <summary>A run of bytes of a file.</summary>
/// <param name="Name">Section name, or what else it is: <c>[file header]</c>, <c>[section headers]</c>, <c>[alignment]</c>, <c>[unclaimed]</c>.</param>
/// <param name="Start">Offset in the file.</param>
/// <param name="Bytes">Length.</param>
/// <param name="Share">Of the whole file, 0 to 1.</param>
/// <param name="Alignment">Asked for by the section's header; 0 where there is none.</param>
/// <param name="Blank">Whether it holds nothing but zeros: padding, or redacted.</param>
public sealed record InspectedRange(string Name, long Start, long Bytes, double Share, long Alignment, bool Blank);

/// <summary>How <c>.text</c> is used, by the symbols; zeros where the file has none.</summary>
/// <param name="TextBytes">Length of <c>.text</c>.</param>
/// <param name="Functions">Function symbols, trampolines among them.</param>
/// <param name="FunctionBytes">Bytes that a symbol covers.</param>
/// <param name="BetweenBytes">Bytes between functions.</param>
/// <param name="TailBytes">Bytes behind the last function: padding to a page.</param>
/// <param name="LargestFunctionBytes">Of the largest function.</param>
public sealed record InspectedCode(long TextBytes, int Functions, long FunctionBytes, long BetweenBytes, long TailBytes, long LargestFunctionBytes);

/// <summary>One core module of a component.</summary>
/// <param name="Index">Its number in symbol names: <c>wasm[INDEX]::...</c>; -1 for trampolines and what else belongs to none.</param>
/// <param name="Functions">Symbols.</param>
/// <param name="CodeBytes">Bytes of code.</param>
/// <param name="MapEntries">Entries of the address map within its functions.</param>
/// <param name="TrapEntries">Entries of the traps within its functions.</param>
public sealed record CoreModule(int Index, int Functions, long CodeBytes, long MapEntries, long TrapEntries)
{
    /// <summary>As symbols call it.</summary>
    public string Name => Index < 0 ? "trampolines and others" : $"wasm[{Index}]";
}

/// <summary>One of the two big tables.</summary>
/// <param name="Table">Kind.</param>
/// <param name="Section">Section name.</param>
/// <param name="Bytes">Of the section.</param>
/// <param name="ShareOfFile">0 to 1.</param>
/// <param name="Encoding">Id of the encoding that this Wasmtime wrote.</param>
/// <param name="Entries">Number.</param>
/// <param name="BytesPerEntry">Section bytes by entry; 0 for an empty table.</param>
/// <param name="Blocks">Number, where the encoding has blocks; else 0.</param>
/// <param name="ReencodesExactly">Whether its entries, encoded again, give the section's bytes.</param>
/// <param name="Statistics">Ties, none, histograms, trap codes.</param>
public sealed record InspectedTable(
    TableKind Table, string Section, long Bytes, double ShareOfFile, string Encoding, int Entries, double BytesPerEntry, int Blocks, bool ReencodesExactly, TableStatistics Statistics);

/// <summary>Another table that goes from pcs to something.</summary>
/// <param name="Table">Kind of its pc table.</param>
/// <param name="Section">Section name.</param>
/// <param name="Bytes">Of the section.</param>
/// <param name="ShareOfFile">0 to 1.</param>
/// <param name="Entries">pcs.</param>
/// <param name="PcTableBytes">What the pcs and what they point with take.</param>
/// <param name="RecordBytes">What they point at takes.</param>
/// <param name="DistinctRecordBytes">What that would take if equal records were stored once.</param>
/// <param name="Problem">Why it could not be read; empty when it was.</param>
public sealed record InspectedSideTable(
    string Table, string Section, long Bytes, double ShareOfFile, long Entries, long PcTableBytes, long RecordBytes, long DistinctRecordBytes, string Problem);

/// <summary>What a table would be in an encoding.</summary>
/// <param name="Table">Kind: one table, or <c>both</c> for all the file has of the two, together or in one structure.</param>
/// <param name="Encoding">Id.</param>
/// <param name="Bytes">Of the table(s).</param>
/// <param name="BytesPerEntry">By entry.</param>
/// <param name="RatioToFile">To what the file's own section(s) take; smaller is better.</param>
/// <param name="FileBytes">The file's size with it, alignment counted, as Wasmtime would write it.</param>
/// <param name="Problem">Why not, where it cannot be had; else empty.</param>
public sealed record InspectedEncoding(string Table, string Encoding, long Bytes, double BytesPerEntry, double RatioToFile, long FileBytes, string Problem);
