using System.Globalization;
using EncodingLab.Reporting.Charts;
using EncodingLab.Results;

namespace EncodingLab.Reporting.Pages;

/// <summary>What the ladder says, in sentences computed from its rows.</summary>
internal static class LadderWords
{
    public static IEnumerable<string> Of(IReadOnlyList<LadderRow> steps, IReadOnlyList<LadderSectionRow> sections, IReadOnlyList<LadderTableRow> tables)
    {
        foreach (string version in steps.Select(row => row.Wasmtime).Distinct())
        {
            LadderRow[] own = [.. steps.Where(row => row.Wasmtime == version && row.Bytes is not null).OrderBy(row => row.Step)];
            if (own.Length < 2)
            {
                continue;
            }

            LadderRow most = own.Skip(1).MinBy(row => row.ChangeBytes)!;
            yield return $"Wasmtime {version}: {own[0].Kib}K to {own[^1].Kib}K, a factor of {Numbers.Short((double)own[0].Bytes!.Value / own[^1].Bytes!.Value)} (published: {own[0].PublishedKib}K to {own[^1].PublishedKib}K, "
                + $"{Numbers.Short((double)own[0].PublishedKib / own[^1].PublishedKib)}). The step that removes most is \"{most.What}\" ({Kib(-most.ChangeBytes!.Value)} KiB)." + Dropped(own);
        }

        string newest = steps[^1].Wasmtime;
        foreach (string sentence in Maps(newest, tables).Concat(Floor(newest, steps, sections, tables)))
        {
            yield return sentence;
        }
    }

    /// <summary>A signed number; a minus that is one.</summary>
    public static string Signed(double value) => value.ToString("+#,0.#;−#,0.#;±0", CultureInfo.InvariantCulture);

    private static string Dropped(LadderRow[] own) =>
        own.Where(row => row.Dropped.Length > 0).ToArray() is { Length: > 0 } dropped
            ? $" It does not know {string.Join(", ", dropped.Select(row => row.Dropped).Distinct())}: left out at step{(dropped.Length > 1 ? "s" : "")} {string.Join(", ", dropped.Select(row => row.Step))}."
            : "";

    /// <summary>What leaving the address map out is worth, in each of the shipped encodings and in the smallest.</summary>
    private static IEnumerable<string> Maps(string version, IReadOnlyList<LadderTableRow> tables)
    {
        LadderTableRow[] map = [.. tables.Where(row => row.Wasmtime == version && row.Table == "addrmap")];
        if (map.Length == 0)
        {
            yield break;
        }

        LadderTableRow[] last = [.. map.Where(row => row.Step == map.Max(one => one.Step))];
        LadderTableRow? legacy = last.FirstOrDefault(row => row.Encoding == RunNames.Legacy);
        LadderTableRow? shipped = last.FirstOrDefault(row => row.Encoding == RunNames.Shipped);
        LadderTableRow least = last.MinBy(row => row.Bytes)!;
        if (legacy is not null && shipped is not null)
        {
            yield return $"Before the address map is left out it has {Numbers.Count(shipped.Entries)} entries: {Kib(legacy.Bytes)} KiB as Wasmtime 46 writes them, {Kib(shipped.Bytes)} KiB as 47 does, {Kib(least.Bytes)} KiB in {least.Encoding}, "
                + $"with which the whole file is {Kib(least.FileBytesWith)} KiB and keeps its positions.";
        }
    }

    /// <summary>What is left at the end, and how much of that the remaining table could still give.</summary>
    private static IEnumerable<string> Floor(string version, IReadOnlyList<LadderRow> steps, IReadOnlyList<LadderSectionRow> sections, IReadOnlyList<LadderTableRow> tables)
    {
        foreach (LadderRow step in steps.Where(row => row.Wasmtime == version && row.Bytes is not null).OrderBy(row => row.Step).TakeLast(2))
        {
            LadderSectionRow[] own = [.. sections.Where(row => row.Wasmtime == version && row.Step == step.Step && row.Bytes > 0).OrderByDescending(row => row.Bytes)];
            string explained = string.Join(", ", own.Take(4).Select(row => $"{row.Section} {Numbers.Percent((double)row.Bytes / step.Bytes!.Value)}"));
            LadderTableRow? least = tables.Where(row => row.Wasmtime == version && row.Step == step.Step && row.Table == "traps").MinBy(row => row.FileBytesWith);
            string traps = least is null ? "" : $" Its traps in the smallest encoding ({least.Encoding}, {Numbers.Count(least.Bytes)} bytes) would change the file by {Signed(least.FileBytesWith - least.FileBytes)} bytes, alignment counted.";
            yield return $"The floor at step {step.Step}, {step.Kib}K: {explained}, the other {own.Length - Math.Min(4, own.Length)} parts {Numbers.Percent((double)own.Skip(4).Sum(row => row.Bytes) / step.Bytes!.Value)}; "
                + $"named parts sum to {Numbers.Percent((double)own.Where(row => LadderFloor.Why(row.Section).Length > 0).Sum(row => row.Bytes) / step.Bytes!.Value)} of the file.{traps}";
        }
    }

    private static string Kib(long bytes) => (bytes / 1024.0).ToString("0.0", CultureInfo.InvariantCulture);
}
