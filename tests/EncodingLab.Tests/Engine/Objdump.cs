using System.Diagnostics;
using System.Globalization;
using EncodingLab.Processes;

namespace EncodingLab.Tests.Engine;

/// <summary>What <c>wasmtime objdump --addrmap --traps --funcs all</c> prints of a file.</summary>
/// <param name="Instructions">Offsets at which it prints an instruction. Its disassembler reads constants between instructions as code and gives a function up where that makes no sense.</param>
/// <param name="Map">Position by the offset above it.</param>
/// <param name="Traps">Trap name by the offset above it.</param>
internal sealed record Objdump(HashSet<uint> Instructions, List<(uint Pc, uint Value)> Map, List<(uint Pc, string Name)> Traps)
{
    private const string MapMark = "─╼ addrmap: 0x";
    private const string TrapMark = "─╼ trap: ";

    /// <summary>Runs it and reads line by line: of a large file it prints more than a hundred megabytes.</summary>
    public static Objdump Of(WasmtimeProcess engine, string file)
    {
        var start = new ProcessStartInfo(engine.Path, ["objdump", "--addresses", "--color", "never", "--addrmap", "--traps", "--funcs", "all", file]) { RedirectStandardOutput = true };
        using Process process = Process.Start(start)!;
        var dump = new Objdump([], [], []);
        uint pc = 0;
        while (process.StandardOutput.ReadLine() is { } line)
        {
            pc = dump.Read(line, pc);
        }

        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
        return dump;
    }

    /// <summary>Takes a line in; returns the offset of the instruction that it, or the last one before it, shows.</summary>
    private uint Read(string line, uint pc)
    {
        ReadOnlySpan<char> text = line.AsSpan().TrimStart();
        if (line.IndexOf(MapMark, StringComparison.Ordinal) is int map and >= 0)
        {
            Map.Add((pc, uint.Parse(line.AsSpan(map + MapMark.Length), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture)));
        }
        else if (line.IndexOf(TrapMark, StringComparison.Ordinal) is int trap and >= 0)
        {
            Traps.Add((pc, line[(trap + TrapMark.Length)..].Replace("Normal(", "", StringComparison.Ordinal).TrimEnd(')')));
        }
        else if (text.Length < line.Length && text.IndexOf(": ", StringComparison.Ordinal) is int end and > 0
            && uint.TryParse(text[..end], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out uint next))
        {
            Instructions.Add(next);
            return next;
        }

        return pc;
    }
}
