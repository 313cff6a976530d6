using System.Buffers.Binary;
using EncodingLab.Cwasm;

namespace EncodingLab.Corpus;

/// <summary>Blanks all of a cwasm that holds other people's work, so that it may be kept in a repository; its tables stay as Wasmtime wrote them.</summary>
/// <remarks>
/// Zeroed: machine code, data, names, unwinding and debug information, module metadata; and, to be safe, every section that is not known to hold
/// offsets only. Cleared: the names of symbols. All other bytes, all offsets and sizes stay. Appended: <c>.encodinglab.note</c>, and where call
/// sites are known <c>.encodinglab.callsites</c> (ascending little-endian u32), then a new section name table and new section headers.
/// </remarks>
public static class Redaction
{
    private const int SymbolBytes = 24;
    private static readonly HashSet<string> s_kept =
    [
        "", SectionNames.Engine, SectionNames.BranchTargets, SectionNames.Traps, SectionNames.AddressMap, SectionNames.StackMap, SectionNames.Exceptions,
        SectionNames.Frames, SectionNames.Symbols, SectionNames.SectionNameTable, SectionNames.Note, SectionNames.CallSites,
    ];

    /// <summary>Whether a section of that name is blanked.</summary>
    public static bool IsBlanked(string section) => !s_kept.Contains(section) && !section.StartsWith(".rela.", StringComparison.Ordinal);

    /// <summary>The redacted file.</summary>
    /// <param name="file">A file as Wasmtime wrote it.</param>
    /// <param name="identity">What it is a build of.</param>
    /// <param name="moduleSha256">Of the wasm it was compiled from; empty where unknown.</param>
    /// <param name="callSites">Ascending return addresses, or null where unknown.</param>
    /// <exception cref="CwasmFormatException">It is redacted already.</exception>
    public static byte[] Redact(CwasmFile file, CorpusIdentity identity, string moduleSha256 = "", IReadOnlyList<uint>? callSites = null)
    {
        if (file.Find(SectionNames.Note) is not null)
        {
            throw new CwasmFormatException(CwasmErrorKind.Refused, file.Path, "redacted already", "add it without redaction");
        }

        ReadOnlySpan<byte> original = file.Bytes().Span;
        CwasmSection[] blanked = [.. file.Image.Sections.Where(section => section.FileSize > 0 && IsBlanked(section.Name))];
        byte[] image = original.ToArray();
        foreach (CwasmSection section in blanked)
        {
            image.AsSpan((int)section.Offset, (int)section.FileSize).Clear();
        }

        foreach (int at in SymbolOffsets(file))
        {
            image.AsSpan(at, 4).Clear();
        }

        var note = new RedactionNote
        {
            Module = identity.Module,
            Target = identity.Target,
            Wasmtime = identity.Wasmtime,
            Variant = identity.Variant,
            ModuleSha256 = moduleSha256,
            Redacted = [.. blanked.Select(section => section.Name)],
            SourceSha256 = CorpusFile.Sha256(original),
            SourceBytes = original.Length,
        };
        var added = new List<AddedSection> { new(SectionNames.Note, note.ToBytes(), 1) };
        if (callSites is not null)
        {
            added.Add(new(SectionNames.CallSites, ToBytes(callSites), 4));
        }

        return AddedSection.Append(file, image, added);
    }

    /// <summary>What in a file is not as redaction leaves it; empty for a redacted file.</summary>
    public static IReadOnlyList<string> Check(CwasmFile file)
    {
        var problems = new List<string>();
        if (RedactionNote.Read(file) is null)
        {
            problems.Add($"expected a section {SectionNames.Note}, found none");
        }

        foreach (CwasmSection section in file.Image.Sections.Where(section => IsBlanked(section.Name)))
        {
            int at = file.Bytes(section).Span.IndexOfAnyExcept((byte)0);
            if (at >= 0)
            {
                problems.Add($"section {section.Name}: expected zeros, found {file.Bytes(section).Span[at]} at byte {at}");
            }
        }

        int named = SymbolOffsets(file).Count(at => file.Image.UInt32(at) != 0);
        if (named > 0)
        {
            problems.Add($"section {SectionNames.Symbols}: expected no names, found {named} symbols with one");
        }

        return [.. problems, .. RedactionGaps.Check(file)];
    }

    private static IEnumerable<int> SymbolOffsets(CwasmFile file)
    {
        CwasmSection? symbols = file.Find(SectionNames.Symbols);
        for (ulong at = 0; symbols is not null && at + SymbolBytes <= symbols.FileSize; at += SymbolBytes)
        {
            yield return (int)(symbols.Offset + at);
        }
    }

    private static byte[] ToBytes(IReadOnlyList<uint> values)
    {
        var bytes = new byte[values.Count * 4];
        for (int i = 0; i < values.Count; i++)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(i * 4), values[i]);
        }

        return bytes;
    }
}
