using EncodingLab.Reporting.Charts;
using EncodingLab.Results;

namespace EncodingLab.Reporting.Pages;

/// <summary>What the ladder ends at, every byte with its reason.</summary>
internal static class LadderFloor
{
    /// <summary>Of what a section is made, as far as its name says it.</summary>
    public static string Why(string section) => section switch
    {
        ".text" => "machine code or bytecode of the module and of the trampolines around it, with padding to its page",
        ".eh_frame" => "unwinding, for native stack walkers",
        ".wasmtime.traps" => "which instruction can trap, and how",
        ".wasmtime.addrmap" => "which code belongs to which position",
        ".wasmtime.exceptions" => "handlers of calls; trampolines that enter wasm catch everything",
        ".wasmtime.stackmap" => "live references at calls",
        ".wasmtime.info" => "types, imports, exports and offsets, serialised",
        ".wasmtime.engine" => "version, target and every setting, as checked when loaded",
        ".wasmtime.bti" => "one byte: branch protection",
        ".rodata.wasm" => "data segments",
        ".name.wasm" => "function names of the module, for backtraces",
        ".symtab" or ".strtab" => "symbols, for profilers and debuggers",
        ".shstrtab" => "section names",
        "[alignment]" => "zeros up to pages of .text and of a copy-on-write image, and to words",
        "[section headers]" or "[file header]" => "ELF",
        _ => "",
    };

    public static DataTable Of(string version, IReadOnlyList<LadderRow> steps, IReadOnlyList<LadderSectionRow> sections)
    {
        LadderRow[] last = [.. steps.Where(row => row.Wasmtime == version && row.Bytes is not null).OrderBy(row => row.Step).TakeLast(2)];
        LadderSectionRow[] own = [.. sections.Where(row => row.Wasmtime == version)];
        return new DataTable(
            $"Wasmtime {version}: what the floor is made of at the last two steps, every byte attributed",
            [new("section", IsNumber: false), .. last.SelectMany(step => new Column[] { new($"bytes, step {step.Step}"), new("share") }), new("what it is", IsNumber: false)],
            [.. own.Where(row => row.Bytes > 0 && last.Any(step => step.Step == row.Step)).GroupBy(row => row.Section).OrderByDescending(group => group.First().Bytes).Select(group => new TableLine(
            [
                Cell.Of(group.Key),
                .. last.SelectMany(step => Share(group.FirstOrDefault(row => row.Step == step.Step)?.Bytes ?? 0, step.Bytes!.Value)),
                Cell.Of(Why(group.Key)),
            ]))])
        {
            Wraps = true,
        };
    }

    private static IEnumerable<Cell> Share(long bytes, long all) => [Cell.Of(bytes, Numbers.Count), Cell.Of((double)bytes / all, Numbers.Percent)];
}
