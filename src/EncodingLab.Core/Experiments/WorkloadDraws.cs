using EncodingLab.Tables;

namespace EncodingLab.Experiments;

/// <summary>What several workloads draw.</summary>
internal static class WorkloadDraws
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
