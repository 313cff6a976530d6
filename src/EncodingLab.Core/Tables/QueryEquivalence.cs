namespace EncodingLab.Tables;

/// <summary>Where the key of a kept entry stands. Every choice gives the same answers at all pcs that can be asked.</summary>
public enum KeyPlacement
{
    /// <summary>Where the compiler put it: the kept entries are a subset of the table's own, and cover the code that they stand for.</summary>
    Original,

    /// <summary>Where the differences between neighbouring keys take the fewest LEB128 bytes in blocks of a given size; on a tie near its original place.</summary>
    ShortDeltas,
}

/// <summary>What became of an address map's entries.</summary>
/// <param name="Entries">Entries before.</param>
/// <param name="Kept">Entries after.</param>
/// <param name="Unasked">Dropped because no pc that they cover can be asked.</param>
/// <param name="Merged">Dropped because the asked pcs before them have the same answer already.</param>
/// <param name="AskedPcs">Distinct pcs that can be asked.</param>
/// <param name="ByTrap">Of these, at trapping instructions.</param>
/// <param name="ByCall">Of these, at return addresses minus 1; a pc can be asked by both.</param>
/// <param name="KeptByTrap">Kept entries that no call needs.</param>
/// <param name="KeptByCall">Kept entries that no trap needs.</param>
public sealed record PruneStatistics(int Entries, int Kept, int Unasked, int Merged, int AskedPcs, int ByTrap, int ByCall, int KeptByTrap, int KeptByCall)
{
    /// <summary>Kept entries among all, 0 to 1; 0 for an empty map.</summary>
    public double KeptShare => Entries == 0 ? 0 : (double)Kept / Entries;
}

/// <summary>Tables whose address map holds only what can be asked.</summary>
/// <param name="Tables">The same traps, call sites and function starts; the pruned map.</param>
/// <param name="Statistics">What became of the entries.</param>
public sealed record PrunedTables(CodeTables Tables, PruneStatistics Statistics);

/// <summary>
/// The query-equivalent track: an address map reduced to what an engine can ask of it. At each pc of <see cref="AskedPcs"/> it answers as before, with "no answer" and <em>none</em> kept apart.
/// </summary>
/// <remarks>Lost are the answers at all other pcs: what sampling profilers, single stepping, guest debugging, <c>objdump --addrmap</c> and <c>explore</c> look at.</remarks>
public static class QueryEquivalence
{
    /// <summary>Reduces a file's address map.</summary>
    /// <param name="tables">The file's tables with call sites.</param>
    /// <param name="placement">Where kept keys stand.</param>
    /// <param name="block">Entries per block, for <see cref="KeyPlacement.ShortDeltas"/>.</param>
    /// <exception cref="ArgumentException">The call sites are not known.</exception>
    public static PrunedTables Prune(CodeTables tables, KeyPlacement placement = KeyPlacement.Original, int block = 128)
    {
        PcTable map = tables[TableKind.AddressMap];
        var asked = AskedPcs.Of(tables);
        List<FreeKey> keys = Keys(map, asked.Pcs);
        uint[] pcs = placement == KeyPlacement.Original ? [.. keys.Select(key => key.Original)] : KeyPlacer.ShortDeltas(keys, block);
        var pruned = new PcTable(TableKind.AddressMap, pcs, [.. keys.Select(key => key.Value)]);
        PcTable[] both = [.. tables.Tables.Select(table => table.Kind == TableKind.AddressMap ? pruned : table)];
        return new(tables with { Tables = both }, Count(map, asked, keys));
    }

    /// <summary>The first asked pc at which two maps answer differently, or null where they agree at each.</summary>
    public static uint? FirstDifference(PcTable before, PcTable after, IReadOnlyList<uint> asked)
    {
        foreach (uint pc in asked)
        {
            bool had = ReferenceLookup.TryFind(before, pc, out uint old);
            bool has = ReferenceLookup.TryFind(after, pc, out uint now);
            if (had != has || old != now)
            {
                return pc;
            }
        }

        return null;
    }

    /// <summary>One key a change of the answer between neighbouring asked pcs. It may stand anywhere after the one and up to the other.</summary>
    internal static List<FreeKey> Keys(PcTable map, IReadOnlyList<uint> asked)
    {
        var keys = new List<FreeKey>();
        int covering = -1;
        uint first = 0;
        foreach (uint pc in asked)
        {
            while (covering + 1 < map.Count && map.Pcs[covering + 1] <= pc)
            {
                covering++;
            }

            if (covering >= 0 && (keys.Count == 0 || keys[^1].Value != map.Values[covering]))
            {
                keys.Add(new(first, pc, map.Pcs[covering], map.Values[covering]));
            }

            first = pc + 1;
        }

        return keys;
    }

    private static PruneStatistics Count(PcTable map, AskedPcs asked, List<FreeKey> keys)
    {
        var covered = new HashSet<int>();
        foreach (uint pc in asked.Pcs)
        {
            covered.Add(ReferenceLookup.CoveringEntry(map.Pcs, pc));
        }

        covered.Remove(-1);
        return new(map.Count, keys.Count, map.Count - covered.Count, covered.Count - keys.Count, asked.Pcs.Count, asked.ByTrap, asked.ByCall, 0, 0);
    }
}

/// <summary>A key that may stand anywhere from <paramref name="First"/> to <paramref name="Last"/>.</summary>
/// <param name="First">The lowest place: just after the asked pc before.</param>
/// <param name="Last">The highest place: the asked pc that needs the answer.</param>
/// <param name="Original">The pc of the table's own entry; within the bounds.</param>
/// <param name="Value">The answer.</param>
internal readonly record struct FreeKey(uint First, uint Last, uint Original, uint Value);
