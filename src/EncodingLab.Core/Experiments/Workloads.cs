using EncodingLab.Tables;

namespace EncodingLab.Experiments;

/// <summary>Every workload there is, in the order in which they are reported.</summary>
public static class Workloads
{
    public static IReadOnlyList<Workload> All { get; } =
    [
        new UniformPc(),
        new EntryPc(),
        new CallReturn(),
        new Sequential(),
        new BeforeFirst(),
        new TrapHit(),
        new TrapMiss(),
        new HitOrMiss(),
        new Backtrace(),
    ];

    /// <summary>What a sweep times when nothing else is said.</summary>
    public static IReadOnlyList<string> Default { get; } = ["uniform-pc", "call-return", "trap-hit", "trap-miss"];

    /// <summary>The workload of that name, or null.</summary>
    public static Workload? Find(string name) => All.FirstOrDefault(workload => workload.Name == name);
}

/// <summary>What several workloads draw.</summary>
internal static class WorkloadKinds
{
    public static uint[] Draw(int count, Func<uint> next)
    {
        var pcs = new uint[count];
        for (int i = 0; i < pcs.Length; i++)
        {
            pcs[i] = next();
        }

        return pcs;
    }

    public static uint[] DrawEntries(PcTable table, WorkloadRandom random, int count) => Draw(count, () => table.Pcs[(int)random.Below((uint)table.Count)]);

    /// <summary>Whether drawing until a pc is no entry ends soon: at least one byte of text in 64.</summary>
    public static bool HasMisses(CodeTables tables) => tables.TextBytes > 0 && tables[TableKind.Traps].Count <= tables.TextBytes / 64 * 63;

    public static uint Miss(CodeTables tables, WorkloadRandom random)
    {
        uint pc;
        do
        {
            pc = random.Below(tables.TextBytes);
        }
        while (ReferenceLookup.ExactEntry(tables[TableKind.Traps].Pcs, pc) >= 0);

        return pc;
    }
}
