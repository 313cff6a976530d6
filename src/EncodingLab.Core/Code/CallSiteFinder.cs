using System.Collections.Concurrent;
using EncodingLab.Cwasm;

namespace EncodingLab.Code;

/// <summary>Finds every call in machine code, in parallel over functions. A call may be reported that is none; none is left out.</summary>
/// <remarks>
/// Jump tables and constants stand between instructions, so that reading straight on may lose step. Two kinds of places are vouched for: a function's start, and the pcs of address map
/// entries that have a position. From these the code is read until an instruction that never runs on. What follows it, up to the next vouched place, may be data or code: there
/// every offset is tried. So each true run of instructions is read from its true start, whatever data lies before it. Where a vouched place falls inside an
/// instruction that was read from a vouched place, or reading runs off a function's end, the code is not what it is taken for, and is refused. Between functions, where nothing
/// is vouched for, every offset is tried too.
/// </remarks>
public static class CallSiteFinder
{
    private const int FunctionsPerBatch = 64;

    /// <summary>The instruction sets that can be read, as file targets.</summary>
    public static IReadOnlyList<string> Targets { get; } = ["x86_64", "aarch64", "riscv64", "s390x", "pulley64", "pulley64be", "pulley32", "pulley32be"];

    /// <summary>Why the code of a target and Wasmtime version cannot be read, or null where it can.</summary>
    /// <param name="target">As <see cref="EngineInfo.Target"/> names it.</param>
    /// <param name="major">Wasmtime's major version: Pulley's opcodes may change with it.</param>
    public static string? WhyNot(string target, int? major) =>
        !Targets.Contains(target) ? $"no decoder for target {target}; there is one for {string.Join(", ", Targets)}"
        : target.StartsWith("pulley", StringComparison.Ordinal) && major is not (46 or 47) ? $"Pulley's opcodes are known for Wasmtime 46 and 47, not for {major?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "an unknown version"}"
        : null;

    /// <summary>Reads all functions.</summary>
    /// <param name="text">The whole <c>.text</c>.</param>
    /// <param name="target">As <see cref="EngineInfo.Target"/> names it.</param>
    /// <param name="major">Wasmtime's major version.</param>
    /// <param name="functions">Function bounds, sorted by start.</param>
    /// <param name="boundaries">Ascending offsets known to begin an instruction: address map entries that have a position.</param>
    /// <exception cref="UnreadableCodeException">The code cannot be read with certainty.</exception>
    public static CodeScan Find(ReadOnlySpan<byte> text, string target, int? major, IReadOnlyList<FunctionSymbol> functions, ReadOnlySpan<uint> boundaries)
    {
        if (WhyNot(target, major) is { } reason)
        {
            throw new UnreadableCodeException(reason);
        }

        byte[] bytes = text.ToArray();
        uint[] vouched = boundaries.ToArray();
        var starts = new HashSet<uint>(functions.Select(function => function.Start));
        var found = new ConcurrentBag<FunctionWalk>();
        RequireInFunctions(functions, vouched, (uint)bytes.Length);
        (FunctionSymbol Code, bool IsFunction)[] stretches = [.. functions.Select(function => (function, true)), .. Between(functions, bytes).Select(gap => (gap, false))];
        try
        {
            Parallel.ForEach(
                Partitioner.Create(0, Math.Max(stretches.Length, 1), FunctionsPerBatch),
                () => new FunctionWalk(Decoder(target, bytes), vouched, starts),
                (range, _, walk) =>
                {
                    for (int i = range.Item1; i < Math.Min(range.Item2, stretches.Length); i++)
                    {
                        walk.Walk(stretches[i].Code, stretches[i].IsFunction);
                    }

                    return walk;
                },
                found.Add);
        }
        catch (AggregateException e) when (e.InnerExceptions.OfType<UnreadableCodeException>().MinBy(inner => inner.Message, StringComparer.Ordinal) is { } first)
        {
            throw new UnreadableCodeException(first.Message);
        }

        return new(Sorted(found.SelectMany(walk => walk.CallSites)), Sorted(found.SelectMany(walk => walk.UnlistedTraps)));
    }

    private static InstructionDecoder Decoder(string target, byte[] text) => target switch
    {
        "x86_64" => new X64Decoder(text),
        "aarch64" => new Aarch64Decoder(text),
        "riscv64" => new Riscv64Decoder(text),
        "s390x" => new S390xDecoder(text),
        _ => new PulleyDecoder(text),
    };

    private static void RequireInFunctions(IReadOnlyList<FunctionSymbol> functions, uint[] boundaries, uint textBytes)
    {
        if (functions.FirstOrDefault(function => (ulong)function.Start + function.Size > textBytes) is { } beyond)
        {
            throw new UnreadableCodeException($"the function at offset {beyond.Start} has {beyond.Size} bytes, but .text ends at {textBytes}");
        }

        int next = 0;
        ulong covered = 0;
        foreach (uint pc in boundaries)
        {
            for (; next < functions.Count && functions[next].Start <= pc; next++)
            {
                covered = Math.Max(covered, (ulong)functions[next].Start + functions[next].Size);
            }

            if (pc >= covered)
            {
                throw new UnreadableCodeException($"the address map has an entry at offset {pc}, which no function of .symtab covers");
            }
        }
    }

    /// <summary>Stretches that no symbol covers and that hold more than zeros: padding, or code that lost its symbol.</summary>
    private static IEnumerable<FunctionSymbol> Between(IReadOnlyList<FunctionSymbol> functions, byte[] text)
    {
        ulong end = 0;
        foreach (FunctionSymbol function in functions.Append(new("end", (uint)text.Length, 0)))
        {
            if (function.Start > end && text.AsSpan((int)end..(int)function.Start).ContainsAnyExcept((byte)0))
            {
                yield return new("gap", (uint)end, function.Start - (uint)end);
            }

            end = Math.Max(end, (ulong)function.Start + function.Size);
        }
    }

    private static uint[] Sorted(IEnumerable<uint> pcs)
    {
        uint[] sorted = [.. pcs];
        Array.Sort(sorted);
        int kept = 0;
        for (int i = 0; i < sorted.Length; i++)
        {
            if (kept == 0 || sorted[kept - 1] != sorted[i])
            {
                sorted[kept++] = sorted[i];
            }
        }

        return sorted[..kept];
    }
}
