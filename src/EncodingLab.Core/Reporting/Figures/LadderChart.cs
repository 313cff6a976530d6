using EncodingLab.Reporting.Charts;
using EncodingLab.Results;

namespace EncodingLab.Reporting.Figures;

/// <summary>The ladder's files by what they are made of, the published sizes as marks.</summary>
internal static class LadderChart
{
    private static readonly (string Name, SeriesStyle Style, string[] Sections)[] Groups =
    [
        ("code", new SeriesStyle(0, Hollow: true), [".text"]),
        ("address map", new SeriesStyle(1), [".wasmtime.addrmap"]),
        ("traps", new SeriesStyle(2), [".wasmtime.traps"]),
        ("data", new SeriesStyle(3), [".rodata.wasm"]),
        ("symbols and names", new SeriesStyle(4, Hollow: true), [".symtab", ".strtab", ".name.wasm"]),
        ("unwinding", new SeriesStyle(5, Hollow: true), [".eh_frame"]),
        ("alignment", new SeriesStyle(6), ["[alignment]"]),
        ("everything else", new SeriesStyle(7), []),
    ];

    public static Chart? Of(string version, IReadOnlyList<LadderRow> steps, IReadOnlyList<LadderSectionRow> sections)
    {
        LadderRow[] own = [.. steps.Where(row => row.Wasmtime == version && row.Bytes is not null).OrderBy(row => row.Step)];
        if (own.Length < 2)
        {
            return null;
        }

        string title = $"Wasmtime {version}: from {own[0].Kib}K to {own[^1].Kib}K in {own.Length} steps (published: {own[0].PublishedKib}K to {own[^1].PublishedKib}K)";
        return new Chart
        {
            Name = RunNames.Slug($"ladder-{version}"),
            Title = title,
            Subtitle = "Bytes of each step's file by what they are for. The upright marks are the published sizes, of modules from another compiler version.",
            X = new Axis("bytes of the file", AxisKind.Linear) { Min = 0, Numbers = NumberStyle.Bytes },
            Y = new Axis("", AxisKind.Band) { Categories = [.. own.Select(row => $"{row.Step} {Shorten(row.What)}")] },
            Bars = [.. own.SelectMany((row, i) => Stack(i, [.. sections.Where(one => one.Wasmtime == version && one.Step == row.Step)]))],
            Guides = [.. own.Select((row, i) => new Guide(Horizontal: false, row.PublishedKib * 1024.0, "") { Category = i, Tip = $"published: {row.PublishedKib}K" })],
            Description = $"Stacked bars, one a step. {title}.",
        };
    }

    private static IEnumerable<Bar> Stack(int category, LadderSectionRow[] rows)
    {
        string[] named = [.. Groups.SelectMany(group => group.Sections)];
        foreach ((string name, SeriesStyle style, string[] own) in Groups)
        {
            double bytes = rows.Where(row => own.Length > 0 ? own.Contains(row.Section) : !named.Contains(row.Section)).Sum(row => row.Bytes);
            yield return new Bar(category, bytes, name, style) { Tip = $"{name}: {Numbers.Count(bytes)} bytes" };
        }
    }

    /// <summary>Without what stands in parentheses.</summary>
    private static string Shorten(string what) => what.IndexOf(" (", StringComparison.Ordinal) is int end and > 0 ? what[..end] : what;
}
