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
        ("traps", new SeriesStyle(2, Texture: Texture.Rising), [".wasmtime.traps"]),
        ("data", new SeriesStyle(3, Texture: Texture.Upright), [".rodata.wasm"]),
        ("symbols and names", new SeriesStyle(4, Hollow: true, Texture: Texture.Rising), [".symtab", ".strtab", ".name.wasm"]),
        ("unwinding", new SeriesStyle(5, Hollow: true, Texture: Texture.Falling), [".eh_frame"]),
        ("alignment", new SeriesStyle(6, Texture: Texture.Falling), ["[alignment]"]),
        ("everything else", new SeriesStyle(7, Texture: Texture.Level), []),
    ];

    public static Chart? Of(string version, IReadOnlyList<LadderRow> steps, IReadOnlyList<LadderSectionRow> sections)
    {
        LadderRow[] own = [.. steps.Where(row => row.Wasmtime == version && row.Bytes is not null).OrderBy(row => row.Step)];
        if (own.Length < 2)
        {
            return null;
        }

        string title = $"Wasmtime {version}: from {own[0].Kib} KiB to {own[^1].Kib} KiB in {own.Length} steps (published: {own[0].PublishedKib} to {own[^1].PublishedKib})";
        return new Chart
        {
            Name = RunNames.Slug($"ladder-{version}"),
            Title = title,
            Subtitle = "Each step's file by what its bytes are for. The published sizes are of modules from another compiler version.",
            X = new Axis("KiB of the file", AxisKind.Linear) { Min = 0 },
            Y = new Axis("", AxisKind.Band) { Categories = [.. own.Select((row, i) => $"{row.Step} {Shorten(row.What)}{Unknown(row, i > 0 ? own[i - 1] : null)}")] },
            Bars = [.. own.SelectMany((row, i) => Stack(i, [.. sections.Where(one => one.Wasmtime == version && one.Step == row.Step)]))],
            Series = [new Series { Name = "published size", Style = SeriesStyle.Ink with { Marker = Marker.Tally }, Line = false, Points = [] }],
            Guides = [.. own.Select((row, i) => new Guide(Horizontal: false, row.PublishedKib, "") { Category = i, Tip = $"published: {row.PublishedKib} KiB" })],
            Description = $"Stacked bars, one a step. {title}.",
        };
    }

    private static IEnumerable<Bar> Stack(int category, LadderSectionRow[] rows)
    {
        string[] named = [.. Groups.SelectMany(group => group.Sections)];
        foreach ((string name, SeriesStyle style, string[] own) in Groups)
        {
            double bytes = rows.Where(row => own.Length > 0 ? own.Contains(row.Section) : !named.Contains(row.Section)).Sum(row => row.Bytes);
            yield return new Bar(category, bytes / 1024, name, style) { Tip = $"{name}: {Numbers.Count(bytes)} bytes" };
        }
    }

    /// <summary>Said of the step whose own option this Wasmtime does not know, so that its bar is that of the step before.</summary>
    private static string Unknown(LadderRow row, LadderRow? before) => row.Dropped.Length > 0 && row.Dropped != before?.Dropped ? $" (not in {row.Wasmtime.Split('.')[0]})" : "";

    /// <summary>Without what stands in parentheses.</summary>
    private static string Shorten(string what) => what.IndexOf(" (", StringComparison.Ordinal) is int end and > 0 ? what[..end] : what;
}
