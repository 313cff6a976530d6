using EncodingLab.Reporting.Charts;
using EncodingLab.Results;

namespace EncodingLab.Reporting.Figures;

/// <summary>The whole file by section, with the tables in one encoding and another.</summary>
internal static class WholeFileChart
{
    private const string MapSection = ".wasmtime.addrmap";
    private const string TrapSection = ".wasmtime.traps";

    private static readonly (string Name, SeriesStyle Style, string[] Sections)[] Groups =
    [
        ("traps", new SeriesStyle(2, Texture: Texture.Rising), [TrapSection]),
        ("address map", new SeriesStyle(1), [MapSection]),
        ("code", new SeriesStyle(0, Hollow: true), [".text"]),
        ("data", new SeriesStyle(3, Texture: Texture.Upright), [".rodata.wasm"]),
        ("symbols and unwinding", new SeriesStyle(5, Hollow: true, Texture: Texture.Falling), [".symtab", ".strtab", ".eh_frame"]),
        ("everything else", new SeriesStyle(7, Texture: Texture.Level), []),
    ];

    public static Chart? Of(RunData data, string target)
    {
        IReadOnlySet<string> files = data.Files.Of(target);
        FileSections[] sections = [.. data.Sections.Where(row => files.Contains(row.File)).GroupBy(row => row.File).Select(group => FileSections.Of(data, group.Key, [.. group])).OfType<FileSections>()];
        if (sections.Length == 0)
        {
            return null;
        }

        (string Label, string Map, string Traps)[] rows = [("Wasmtime 46 (legacy-fixed)", RunNames.Legacy, RunNames.Legacy), ("Wasmtime 47 (block 128)", RunNames.Shipped, RunNames.Shipped), .. Best(data, target)];
        rows = [.. rows.Where(row => sections.All(file => file.Has(row.Map, row.Traps)))];
        if (rows.Length < 2)
        {
            return null;
        }

        double[] totals = [.. rows.Select(row => sections.Average(file => file.Size(row.Map, row.Traps) / file.Legacy))];
        string title = $"A whole cwasm is {Numbers.Percent(1 - (totals[1] / totals[0]))} smaller with Wasmtime 47's tables" + (rows.Length > 2 ? $", {Numbers.Percent(1 - (totals[2] / totals[0]))} with the smallest that are also faster" : "");
        return new Chart
        {
            Name = RunNames.Slug($"whole-file-{target}"),
            Title = title,
            Subtitle = $"Share of the file as Wasmtime 46 would write it, by section; mean over {BlockSizeSentence.Modules(sections.Length)}, {target}, one file each.",
            X = new Axis("share of the file with legacy tables", AxisKind.Linear) { Min = 0, Numbers = NumberStyle.Percent },
            Y = new Axis("", AxisKind.Band) { Categories = [.. rows.Select(row => row.Label)] },
            Bars = [.. rows.SelectMany((row, i) => Stack(i, row.Map, row.Traps, sections))],
            Description = $"Stacked bars. {title}.",
            Tags = new Tags("", target),
        };
    }

    /// <summary>The smallest choice per table that is also faster than Wasmtime 47.</summary>
    private static IEnumerable<(string Label, string Map, string Traps)> Best(RunData data, string target)
    {
        string?[] best = [.. new[] { "addrmap", "traps" }.Select(table => data.TradeOffOf(table, target, "lossless")).Select(tradeOff => tradeOff.Points.Where(point => point.NsRatio < 1 && point.BytesRatio < 1).MinBy(point => point.BytesRatio)?.Encoding)];
        if (best is [string map, string traps])
        {
            yield return (map == traps ? $"both tables {map}" : $"{map} + {traps}", map, traps);
        }
    }

    private static IEnumerable<Bar> Stack(int category, string map, string traps, FileSections[] files)
    {
        foreach ((string name, SeriesStyle style, string[] sections) in Groups)
        {
            double share = files.Average(file => name switch
            {
                "address map" => file.Bytes("addrmap", map),
                "traps" => file.Bytes("traps", traps),
                "everything else" => file.Size(map, traps) - file.Bytes("addrmap", map) - file.Bytes("traps", traps) - Groups.SelectMany(group => group.Sections).Where(section => section is not (MapSection or TrapSection)).Sum(file.Section),
                _ => sections.Sum(file.Section),
            } / file.Legacy);
            yield return new Bar(category, Math.Max(0, share), name, style) { EndLabel = name == Groups[^1].Name ? Numbers.Percent(files.Average(file => file.Size(map, traps) / file.Legacy)) : "", Label = Numbers.Percent(share), Tip = $"{name}: {Numbers.Percent(share)}" };
        }
    }

    /// <summary>A file's sections and its tables in every encoding.</summary>
    private sealed record FileSections(long FileBytes, Dictionary<string, long> Sections, Dictionary<string, SizeRow> Tables)
    {
        /// <summary>The file with legacy tables.</summary>
        public double Legacy => Size(RunNames.Legacy, RunNames.Legacy);

        public static FileSections? Of(RunData data, string file, SectionRow[] rows)
        {
            Dictionary<string, SizeRow> tables = data.SizesOf(file).Where(row => row is { Track: "lossless", Kind: "encoding", Error: "", Bytes: not null, FileBytesWith: not null }).ToDictionary(row => RowKey.Of(row.Table, row.Encoding));
            var sections = new FileSections(rows[0].FileBytes, rows.GroupBy(row => row.Section).ToDictionary(group => group.Key, group => group.Sum(row => row.Bytes)), tables);
            return sections.Has(RunNames.Legacy, RunNames.Legacy) ? sections : null;
        }

        public bool Has(string map, string traps) => Tables.ContainsKey(RowKey.Of("addrmap", map)) && Tables.ContainsKey(RowKey.Of("traps", traps));

        public double Bytes(string table, string encoding) => Tables[RowKey.Of(table, encoding)].Bytes!.Value;

        public double Section(string name) => Sections.GetValueOrDefault(name);

        /// <summary>The file with both tables replaced.</summary>
        public double Size(string map, string traps) => (double)Tables[RowKey.Of("addrmap", map)].FileBytesWith!.Value + Tables[RowKey.Of("traps", traps)].FileBytesWith!.Value - FileBytes;
    }
}
