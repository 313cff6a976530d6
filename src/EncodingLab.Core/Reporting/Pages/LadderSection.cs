using EncodingLab.Reporting.Charts;
using EncodingLab.Reporting.Figures;
using EncodingLab.Results;

namespace EncodingLab.Reporting.Pages;

/// <summary>The published ladder towards a minimal cwasm, step by step: their figures, ours, what each step removed, and what is left.</summary>
internal static class LadderSection
{
    public static ReportSection Of(RunData data)
    {
        IReadOnlyList<LadderRow> steps = data.Folder.Read<LadderRow>(LadderRow.FileName);
        if (steps.Count == 0)
        {
            return new ReportSection("ladder", "");
        }

        IReadOnlyList<LadderSectionRow> sections = data.Folder.Read<LadderSectionRow>(LadderSectionRow.FileName);
        IReadOnlyList<LadderTableRow> tables = data.Folder.Read<LadderTableRow>(LadderTableRow.FileName);
        string[] versions = [.. steps.Select(row => row.Wasmtime).Distinct()];
        return new ReportSection("ladder", "The ladder to a minimal cwasm, made again")
        {
            Paragraphs = [.. LadderWords.Of(steps, sections, tables)],
            Charts = ReportBuilder.Some([.. versions.Reverse().Select(version => LadderChart.Of(version, steps, sections))]),
            Tables =
            [
                Steps(steps, versions),
                .. versions.Reverse().Select((version, i) => Removed(version, steps, sections) with { Folded = i > 0, InMarkdown = i == 0 }),
                .. versions.Reverse().Select((version, i) => Tables(version, tables) with { Folded = i > 0, InMarkdown = i == 0 }),
                LadderFloor.Of(versions[^1], steps, sections),
            ],
        };
    }

    private static DataTable Steps(IReadOnlyList<LadderRow> steps, string[] versions) => new(
        $"Published and ours, KiB rounded up, with the change from the step before ({steps[0].Source}; our modules come from another compiler version, so compare steps rather than totals)",
        [
            new("step"), new("what", IsNumber: false), new("published"), new("change"),
            .. versions.SelectMany(version => new Column[] { new($"Wasmtime {version}"), new("change"), new("left out: not known to it", IsNumber: false) }),
        ],
        [.. steps.GroupBy(row => row.Step).OrderBy(group => group.Key).Select(group => new TableLine(
        [
            Cell.Of(group.Key, Numbers.Count),
            Cell.Of(group.First().What),
            Cell.Of(group.First().PublishedKib, Numbers.Count),
            Cell.Of(group.First().PublishedKib - steps.FirstOrDefault(row => row.Step == group.Key - 1)?.PublishedKib, LadderWords.Signed),
            .. versions.SelectMany(version => Ours(group.FirstOrDefault(row => row.Wasmtime == version))),
        ]))])
    {
        Wraps = true,
    };

    private static IEnumerable<Cell> Ours(LadderRow? row) =>
    [
        Cell.Of(row?.Kib, Numbers.Count),
        Cell.Of(row?.ChangeBytes / 1024.0, kib => LadderWords.Signed(Math.Round(kib, 1))),
        Cell.Of(row is null ? "" : row.Error.Length > 0 ? row.Error : row.Dropped),
    ];

    /// <summary>Sections down, steps across: the change that each step made.</summary>
    private static DataTable Removed(string version, IReadOnlyList<LadderRow> steps, IReadOnlyList<LadderSectionRow> sections)
    {
        LadderSectionRow[] own = [.. sections.Where(row => row.Wasmtime == version)];
        int[] numbers = [.. steps.Where(row => row.Wasmtime == version && row.Bytes is not null).Select(row => row.Step)];
        return new DataTable(
            $"Wasmtime {version}: what each step removed, bytes by section (first column: bytes at step {numbers.FirstOrDefault()}; last: bytes left)",
            [new("section", IsNumber: false), new("at first"), .. numbers.Skip(1).Select(step => new Column($"step {step}")), new("left")],
            [.. own.GroupBy(row => row.Section).Select(group => (group.Key, Rows: group.ToArray())).OrderByDescending(one => one.Rows.Max(row => row.Bytes))
                .Select(one => new TableLine(
                [
                    Cell.Of(one.Key),
                    Cell.Of(At(one.Rows, numbers[0])?.Bytes ?? 0, Numbers.Count),
                    .. numbers.Skip(1).Select(step => Cell.Of(At(one.Rows, step)?.ChangeBytes is long change and not 0 ? change : null, LadderWords.Signed)),
                    Cell.Of(At(one.Rows, numbers[^1])?.Bytes ?? 0, Numbers.Count),
                ]))]);
    }

    private static LadderSectionRow? At(LadderSectionRow[] rows, int step) => rows.FirstOrDefault(row => row.Step == step);

    /// <summary>Tables in every encoding down, steps across; a step without a table has an empty cell.</summary>
    private static DataTable Tables(string version, IReadOnlyList<LadderTableRow> tables)
    {
        LadderTableRow[] own = [.. tables.Where(row => row.Wasmtime == version)];
        int[] numbers = [.. own.Select(row => row.Step).Distinct().Order()];
        return new DataTable(
            $"Wasmtime {version}: what the two tables weigh at each step in each encoding, bytes; and the whole file with it at the last step that has the table",
            [new("table", IsNumber: false), new("encoding", IsNumber: false), .. numbers.Select(step => new Column($"step {step}")), new("file with it")],
            [.. own.GroupBy(row => RowKey.Of(row.Table, row.Encoding), (_, rows) => rows.ToArray()).OrderBy(rows => rows[0].Table, StringComparer.Ordinal).ThenBy(rows => rows.MinBy(row => row.Step)!.Bytes).Select(rows => new TableLine(
            [
                Cell.Of(RunData.TableTitle(rows[0].Table)),
                Cell.Of(RunNames.Label(rows[0].Encoding)),
                .. numbers.Select(step => Cell.Of(rows.FirstOrDefault(row => row.Step == step)?.Bytes, Numbers.Count)),
                Cell.Of(rows.MaxBy(row => row.Step)!.FileBytesWith, Numbers.Count),
            ])
            {
                Tags = new Tags(rows[0].Table, Encoding: RunNames.BaseName(rows[0].Encoding)),
                IsBaseline = rows[0].Encoding == RunNames.Shipped,
            })])
        {
            MarkdownLines = 16,
        };
    }
}
