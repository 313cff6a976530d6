namespace EncodingLab.Tables;

/// <summary>Where the key of a kept entry stands. Every choice gives the same answers at all pcs that can be asked.</summary>
public enum KeyPlacement
{
    /// <summary>Where the compiler put it: the kept entries are a subset of the table's own, and cover the code that they stand for.</summary>
    Original,

    /// <summary>Where the differences between neighbouring keys take the fewest LEB128 bytes in blocks of a given size; on a tie at the trap that asks, else near its original place.</summary>
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
/// <param name="KeptForTraps">Kept entries that only traps ask for.</param>
/// <param name="KeptForCalls">Kept entries that only calls ask for; the rest serve both.</param>
public sealed record PruneStatistics(int Entries, int Kept, int Unasked, int Merged, int AskedPcs, int ByTrap, int ByCall, int KeptForTraps, int KeptForCalls)
{
    /// <summary>Kept entries among all, 0 to 1; 0 for an empty map.</summary>
    public double KeptShare => Entries == 0 ? 0 : (double)Kept / Entries;

    /// <summary>Whether every entry is asked and differs from the one before: the map was pruned already, or never held more.</summary>
    public bool NothingToDrop => Kept == Entries;
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
        List<FreeKey> keys = Keys(map, asked, out int covering);
        uint[] pcs = placement == KeyPlacement.Original ? [.. keys.Select(key => key.Original)] : KeyPlacer.ShortDeltas(keys, block);
        var pruned = new PcTable(TableKind.AddressMap, pcs, [.. keys.Select(key => key.Value)]);
        PcTable[] both = [.. tables.Tables.Select(table => table.Kind == TableKind.AddressMap ? pruned : table)];
        var statistics = new PruneStatistics(
            map.Count, keys.Count, map.Count - covering, covering - keys.Count, asked.Pcs.Length, asked.Count(Asker.Trap), asked.Count(Asker.Call),
            keys.Count(key => key.Askers == Asker.Trap), keys.Count(key => key.Askers == Asker.Call));
        return new(tables with { Tables = both }, statistics);
    }

    /// <summary>The first asked pc at which two maps answer differently, or null where they agree at each.</summary>
    public static uint? FirstDifference(PcTable before, PcTable after, ReadOnlySpan<uint> asked)
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
    /// <param name="map">The whole map.</param>
    /// <param name="asked">What can be asked.</param>
    /// <param name="covering">Entries of the map that answer any asked pc.</param>
    internal static List<FreeKey> Keys(PcTable map, AskedPcs asked, out int covering)
    {
        var keys = new List<FreeKey>();
        covering = 0;
        int entry = -1;
        int last = -1;
        uint first = 0;
        for (int i = 0; i < asked.Pcs.Length; i++)
        {
            uint pc = asked.Pcs[i];
            while (entry + 1 < map.Count && map.Pcs[entry + 1] <= pc)
            {
                entry++;
            }

            covering += entry > last ? 1 : 0;
            last = entry;
            if (entry >= 0 && (keys.Count == 0 || keys[^1].Value != map.Values[entry]))
            {
                keys.Add(new(first, pc, map.Pcs[entry], map.Values[entry], asked.Askers[i]) { Wanted = (asked.Askers[i] & Asker.Trap) != 0 ? pc : map.Pcs[entry] });
            }
            else if (entry >= 0)
            {
                keys[^1] = keys[^1] with { Askers = keys[^1].Askers | asked.Askers[i] };
            }

            first = pc + 1;
        }

        return keys;
    }
}

/// <summary>A key that may stand anywhere from <paramref name="First"/> to <paramref name="Last"/>.</summary>
/// <param name="First">The lowest place: just after the asked pc before.</param>
/// <param name="Last">The highest place: the asked pc that needs the answer.</param>
/// <param name="Original">The pc of the table's own entry; within the bounds.</param>
/// <param name="Value">The answer.</param>
/// <param name="Askers">Who asks for it.</param>
internal readonly record struct FreeKey(uint First, uint Last, uint Original, uint Value, Asker Askers = Asker.None)
{
    /// <summary>Where it stands if all places cost the same: at the pc of a trap that needs it, so that a joint structure has one key for both, else where it was.</summary>
    public uint Wanted { get; init; } = Original;
}
