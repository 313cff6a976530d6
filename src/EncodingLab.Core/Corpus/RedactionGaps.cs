using EncodingLab.Cwasm;

namespace EncodingLab.Corpus;

/// <summary>Bytes of a redacted file that no header names: padding, and the original's section name table and section headers.</summary>
internal static class RedactionGaps
{
    /// <summary>Anything there that could be somebody's work.</summary>
    public static IEnumerable<string> Check(CwasmFile file)
    {
        long originalEnd = file.Find(SectionNames.Note) is { } note ? (long)note.Offset : long.MaxValue;
        foreach ((long start, long end, _, _) in ElfLayout.Ranges(file).Where(range => range.What is null))
        {
            bool original = end == originalEnd && IsOriginalHeaders(file, file.Bytes().Span[(int)start..(int)end]);
            int at = original ? -1 : file.Bytes().Span[(int)start..(int)end].IndexOfAnyExcept((byte)0);
            if (at >= 0)
            {
                yield return $"bytes {start} to {end} belong to no section: expected zeros, found {file.Bytes().Span[(int)start + at]} at byte {start + at}";
            }
        }
    }

    /// <summary>Padding, the name table as it was (the new one begins with it), padding, the headers as they were (all but the name table's).</summary>
    private static bool IsOriginalHeaders(CwasmFile file, ReadOnlySpan<byte> gap)
    {
        ElfHeader header = file.Image.Header;
        int added = file.Image.Sections.Count(section => section.Name is SectionNames.Note or SectionNames.CallSites);
        int originalBytes = (header.SectionHeaderCount - added) * ElfImage.SectionHeaderBytes;
        CwasmSection nameSection = file.Image.Sections[header.SectionNameIndex];
        int nameBytes = (int)nameSection.FileSize - file.Image.Sections.TakeLast(added).Sum(section => section.Name.Length + 1);
        ReadOnlySpan<byte> names = file.Bytes(nameSection).Span;
        if (gap.Length < originalBytes + nameBytes || nameBytes < 0)
        {
            return false;
        }

        ReadOnlySpan<byte> oldHeaders = gap[^originalBytes..];
        ReadOnlySpan<byte> newHeaders = file.Bytes().Span.Slice((int)header.SectionHeaderOffset, originalBytes);
        int nameHeader = header.SectionNameIndex * ElfImage.SectionHeaderBytes;
        bool sameHeaders = oldHeaders[..nameHeader].SequenceEqual(newHeaders[..nameHeader])
            && oldHeaders[(nameHeader + ElfImage.SectionHeaderBytes)..].SequenceEqual(newHeaders[(nameHeader + ElfImage.SectionHeaderBytes)..]);
        ReadOnlySpan<byte> before = gap[..^originalBytes];
        int start = before.IndexOf(names[..nameBytes]);
        return sameHeaders && start >= 0 && start < 8 && before.Length - start - nameBytes < 8
            && before[..start].IndexOfAnyExcept((byte)0) < 0 && before[(start + nameBytes)..].IndexOfAnyExcept((byte)0) < 0;
    }
}
