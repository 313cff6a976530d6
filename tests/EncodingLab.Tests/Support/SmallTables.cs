using EncodingLab.Tables;

namespace EncodingLab.Tests.Support;

/// <summary>Small made-up tables with all that workloads need.</summary>
internal static class SmallTables
{
    /// <summary>2,000 map entries (a quarter none), 500 traps, 40 functions, 400 call sites, 300 stack maps, 200 exceptions; the first entry is at 16.</summary>
    public static CodeTables Make(int seed = 1)
    {
        ulong state = (ulong)seed;
        uint Next(uint bound)
        {
            state = (state * 6364136223846793005) + 1442695040888963407;
            return (uint)((state >> 33) % bound);
        }

        uint[] Ascending(int count, uint first, uint step)
        {
            var pcs = new uint[count];
            uint pc = first;
            for (int i = 0; i < count; i++)
            {
                pcs[i] = pc;
                pc += 1 + Next(step);
            }

            return pcs;
        }

        uint[] map = Ascending(2000, 16, 12);
        uint[] traps = Ascending(500, 20, 48);
        uint text = Math.Max(map[^1], traps[^1]) + 10;
        uint[] starts = [.. Enumerable.Range(0, 40).Select(function => (uint)function * (text / 40))];
        return new(
            [
                new PcTable(TableKind.Traps, traps, [.. traps.Select(_ => Next(6))]),
                new PcTable(TableKind.AddressMap, map, [.. map.Select((_, i) => Next(4) == 0 ? TableKind.None : (uint)(100 + (i * 3)))]),
            ],
            text, starts, Ascending(400, 30, text / 220))
        {
            SideTables = [Side(TableKind.StackMap, Ascending(300, 31, text / 200)), Side(TableKind.Exceptions, Ascending(200, 33, text / 140))],
        };
    }

    /// <summary>Values as real ones are: ascending.</summary>
    private static PcTable Side(TableKind kind, uint[] pcs)
    {
        uint[] values = [.. pcs.Select((_, i) => (uint)(i * 3) + 1)];
        return new(kind, pcs, values);
    }
}
