using EncodingLab.Tables;

namespace EncodingLab.Encodings.Primitives;

/// <summary>The entries of traps and address map as one list: at each pc the map's answer there, and the trap code if it has one.</summary>
/// <param name="Pcs">Non-decreasing; one key a pc, but as many as the longer of the two tables has where that is more.</param>
/// <param name="Values">The map's answer at the key; <see cref="TableKind.None"/> before the map's first entry as well.</param>
/// <param name="Codes">The trap code, or <see cref="NoTrap"/>.</param>
/// <param name="IsMap">Whether the map has an entry here.</param>
/// <param name="IsTied">Whether a table has several entries here.</param>
internal sealed record MergedKeys(uint[] Pcs, uint[] Values, short[] Codes, bool[] IsMap, bool[] IsTied)
{
    public const short NoTrap = -1;

    public static MergedKeys Of(PcTable traps, PcTable map)
    {
        int count = Count(traps.Pcs, map.Pcs);
        var keys = new MergedKeys(new uint[count], new uint[count], new short[count], new bool[count], new bool[count]);
        uint value = TableKind.None;
        for (int key = 0, trap = 0, entry = 0; key < count;)
        {
            uint pc = trap == traps.Count || (entry < map.Count && map.Pcs[entry] < traps.Pcs[trap]) ? map.Pcs[entry] : traps.Pcs[trap];
            int trapsHere = Run(traps.Pcs, trap, pc);
            int entriesHere = Run(map.Pcs, entry, pc);
            for (int i = 0; i < Math.Max(trapsHere, entriesHere); i++, key++)
            {
                value = i < entriesHere ? map.Values[entry + i] : value;
                keys.Pcs[key] = pc;
                keys.Values[key] = value;
                keys.Codes[key] = i < trapsHere ? (short)traps.Values[trap + i] : NoTrap;
                keys.IsMap[key] = i < entriesHere;
                keys.IsTied[key] = trapsHere > 1 || entriesHere > 1;
            }

            trap += trapsHere;
            entry += entriesHere;
        }

        return keys;
    }

    private static int Count(ReadOnlySpan<uint> traps, ReadOnlySpan<uint> map)
    {
        int count = 0;
        for (int trap = 0, entry = 0; trap < traps.Length || entry < map.Length;)
        {
            uint pc = trap == traps.Length || (entry < map.Length && map[entry] < traps[trap]) ? map[entry] : traps[trap];
            int trapsHere = Run(traps, trap, pc);
            int entriesHere = Run(map, entry, pc);
            count += Math.Max(trapsHere, entriesHere);
            trap += trapsHere;
            entry += entriesHere;
        }

        return count;
    }

    private static int Run(ReadOnlySpan<uint> pcs, int start, uint pc)
    {
        int end = start;
        while (end < pcs.Length && pcs[end] == pc)
        {
            end++;
        }

        return end - start;
    }
}
