using EncodingLab.Corpus;
using EncodingLab.Cwasm;
using EncodingLab.Tables;

namespace EncodingLab.Files;

/// <summary>What a whole file would weigh with tables of other sizes, laid out as Wasmtime lays it out.</summary>
/// <remarks>
/// Wasmtime writes a relocatable ELF without program headers: file header; sections in the order of their headers, each at the next multiple of its
/// alignment (4096 or 65536 for <c>.text</c> and a copy-on-write <c>.rodata.wasm</c>, so a few bytes in a table can cost a page or nothing); symbols;
/// names; relocations; section names; and section headers at a multiple of 8. Source: the <c>object</c> crate's ELF writer, which Wasmtime uses; checked
/// against every shared file and against files of a Wasmtime patched to other block sizes (tests, <c>truth/block-sizes.csv</c>).
/// A redacted file stands for its original: what redaction appended is not counted.
/// </remarks>
public static class WholeFile
{
    /// <summary>The file's size as Wasmtime wrote it, bytes.</summary>
    public static long Size(CwasmFile file) => RedactionNote.Read(file)?.SourceBytes ?? file.Bytes().Length;

    /// <summary>The size that the file would have if some tables had others, bytes.</summary>
    /// <param name="file">The file as it is.</param>
    /// <param name="newSectionBytes">New sizes by table; for <see cref="TableKind.Both"/> one structure takes the place of both sections, in that of the address map (the other's section header stays, empty). The records of a side table stay, and are not counted in its size.</param>
    public static long SizeWith(CwasmFile file, IReadOnlyDictionary<TableKind, long> newSectionBytes) => FileLayout.Of(file).SizeWith(newSectionBytes);

    /// <summary>The same by section name, for any section that Wasmtime writes. A section that the file lacks is not added.</summary>
    public static long SizeWith(CwasmFile file, IReadOnlyDictionary<string, long> newSectionBytes) => FileLayout.Of(file).SizeWith(newSectionBytes);
}
