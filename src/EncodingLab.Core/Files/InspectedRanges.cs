using EncodingLab.Cwasm;

namespace EncodingLab.Files;

/// <summary>Names for every byte of a file.</summary>
public static class InspectedRanges
{
    /// <summary>Bytes between sections that their alignment asks for.</summary>
    public const string Alignment = "[alignment]";

    /// <summary>Bytes that no header names and no alignment asks for.</summary>
    public const string Unclaimed = "[unclaimed]";

    private const int HeadersAlignment = 8;

    /// <summary>All bytes in file order; the lengths sum to the file's size.</summary>
    internal static IReadOnlyList<InspectedRange> Of(CwasmFile file)
    {
        IReadOnlyList<FileRange> ranges = ElfLayout.Ranges(file);
        var named = new List<InspectedRange>(ranges.Count);
        for (int i = 0; i < ranges.Count; i++)
        {
            FileRange range = ranges[i];
            bool blank = file.Bytes().Span[(int)range.Start..(int)range.End].IndexOfAnyExcept((byte)0) < 0;
            string name = Name(file, range, blank);
            named.Add(new(name, range.Start, range.Bytes, (double)range.Bytes / file.Bytes().Length, (long)(range.Section?.Alignment ?? 0), blank));
        }

        return named;
    }

    private static string Name(CwasmFile file, FileRange range, bool blank)
    {
        if (range.Section is { } section)
        {
            return section.Name.Length > 0 ? section.Name : $"[section {section.Index}]";
        }

        return range.What is { } what ? $"[{what["the ".Length..]}]" : blank && range.Bytes < AlignmentAt(file, range.End) ? Alignment : Unclaimed;
    }

    /// <summary>The widest alignment of what begins at an offset; a section may be empty and still have moved what follows it.</summary>
    private static long AlignmentAt(CwasmFile file, long offset) => file.Image.Sections.Where(section => section.Type != 0 && (long)section.Offset == offset)
        .Select(section => (long)section.Alignment)
        .Append((long)file.Image.Header.SectionHeaderOffset == offset ? HeadersAlignment : 1).Max();
}
