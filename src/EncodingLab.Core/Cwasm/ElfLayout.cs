namespace EncodingLab.Cwasm;

/// <summary>A range of bytes of a file.</summary>
/// <param name="Start">Offset of its first byte.</param>
/// <param name="End">Offset behind its last byte.</param>
/// <param name="What">What it holds; null for bytes that no header names.</param>
/// <param name="Section">The section that it is; null for headers and gaps.</param>
public sealed record FileRange(long Start, long End, string? What, CwasmSection? Section)
{
    /// <summary>Bytes in it.</summary>
    public long Bytes => End - Start;
}

/// <summary>What each byte of a file belongs to.</summary>
public static class ElfLayout
{
    /// <summary>The whole file in order: headers, sections, and the gaps between them, without overlap, without omission.</summary>
    public static IReadOnlyList<FileRange> Ranges(CwasmFile file)
    {
        var ranges = new List<FileRange>();
        long end = 0;
        foreach (FileRange range in Claimed(file.Image.Header, file.Image.Sections))
        {
            if (range.Start > end)
            {
                ranges.Add(new(end, range.Start, null, null));
            }

            ranges.Add(range);
            end = range.End;
        }

        if (end < file.Bytes().Length)
        {
            ranges.Add(new(end, file.Bytes().Length, null, null));
        }

        return ranges;
    }

    /// <summary>A byte may belong to one header or section only.</summary>
    /// <exception cref="CwasmFormatException">Two of them overlap.</exception>
    internal static void RefuseOverlaps(string file, ElfHeader header, IReadOnlyList<CwasmSection> sections)
    {
        FileRange? previous = null;
        foreach (FileRange range in Claimed(header, sections))
        {
            if (previous is not null && range.Start < previous.End)
            {
                throw new CwasmFormatException(
                    CwasmErrorKind.BadHeader, file, $"{range.What} begins at {range.Start}, within {previous.What} ({previous.Start} to {previous.End})", "compile the module again");
            }

            previous = range;
        }
    }

    private static IEnumerable<FileRange> Claimed(ElfHeader header, IReadOnlyList<CwasmSection> sections)
    {
        var ranges = new List<FileRange>(sections.Count + 3) { new(0, ElfImage.HeaderBytes, "the file header", null) };
        long programHeaders = (long)header.ProgramHeaderCount * header.ProgramHeaderSize;
        if (programHeaders > 0)
        {
            ranges.Add(new((long)header.ProgramHeaderOffset, (long)header.ProgramHeaderOffset + programHeaders, "the program headers", null));
        }

        long start = (long)header.SectionHeaderOffset;
        ranges.Add(new(start, start + ((long)header.SectionHeaderCount * ElfImage.SectionHeaderBytes), "the section headers", null));
        ranges.AddRange(sections.Where(section => section.FileSize > 0)
            .Select(section => new FileRange((long)section.Offset, (long)(section.Offset + section.FileSize), $"section {section.Index}", section)));
        return ranges.OrderBy(range => range.Start).ThenBy(range => range.End);
    }
}
