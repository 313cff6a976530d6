using EncodingLab.Encodings;
using EncodingLab.Tables;
using FsCheck;
using FsCheck.Fluent;

namespace EncodingLab.Tests.Tables;

public sealed class QueryEquivalenceTests
{
    [Fact]
    public void Entries_that_nothing_asks_for_go_and_the_rest_answer_as_before()
    {
        CodeTables tables = Tables([10, 20, 30, 40, 50], [7, 8, TableKind.None, 9, 9], traps: [3, 21], calls: [35, 46, 56]);
        PrunedTables pruned = QueryEquivalence.Prune(tables);
        Assert.Equal([20u, 30u, 40u], pruned.Tables[TableKind.AddressMap].Pcs.ToArray());
        Assert.Equal([8u, TableKind.None, 9u], pruned.Tables[TableKind.AddressMap].Values.ToArray());
        Assert.Equal(new PruneStatistics(5, 3, Unasked: 1, Merged: 1, AskedPcs: 5, ByTrap: 2, ByCall: 3, KeptForTraps: 1, KeptForCalls: 2), pruned.Statistics);
        Assert.Same(tables[TableKind.Traps], pruned.Tables[TableKind.Traps]);
    }

    [Fact]
    public void A_pc_before_the_first_entry_has_no_answer_after_pruning_either()
    {
        CodeTables tables = Tables([10], [7], traps: [9, 10], calls: []);
        foreach (KeyPlacement placement in Enum.GetValues<KeyPlacement>())
        {
            PcTable map = QueryEquivalence.Prune(tables, placement).Tables[TableKind.AddressMap];
            Assert.False(ReferenceLookup.TryFind(map, 9, out _));
            Assert.True(ReferenceLookup.TryFind(map, 10, out uint value));
            Assert.Equal(7u, value);
        }
    }

    [Fact]
    public void Unlisted_traps_are_asked_and_call_sites_must_be_known()
    {
        CodeTables tables = Tables([10, 20], [7, 8], traps: [], calls: []);
        Assert.Equal(0, QueryEquivalence.Prune(tables).Statistics.Kept);
        Assert.Equal(1, QueryEquivalence.Prune(tables with { UnlistedTraps = [25] }).Statistics.Kept);
        Assert.Throws<ArgumentException>(() => QueryEquivalence.Prune(tables with { CallSites = null }));
    }

    [Fact]
    public void Any_pruned_map_answers_as_before_wherever_it_can_be_asked() => Check.One(Config.QuickThrowOnFailure, Prop.ForAll(Any(), tables =>
    {
        AskedPcs asked = AskedPcs.Of(tables);
        PcTable before = tables[TableKind.AddressMap];
        foreach (KeyPlacement placement in Enum.GetValues<KeyPlacement>())
        {
            PrunedTables pruned = QueryEquivalence.Prune(tables, placement, block: 4);
            Assert.Null(QueryEquivalence.FirstDifference(before, pruned.Tables[TableKind.AddressMap], asked.Pcs));
            Assert.Equal(before.Count, pruned.Statistics.Kept + pruned.Statistics.Unasked + pruned.Statistics.Merged);
        }
    }));

    [Fact]
    public void Without_any_kept_entry_some_answer_differs() => Check.One(Config.QuickThrowOnFailure, Prop.ForAll(Any(), tables =>
    {
        PcTable before = tables[TableKind.AddressMap];
        PcTable kept = QueryEquivalence.Prune(tables).Tables[TableKind.AddressMap];
        for (int i = 0; i < kept.Count; i++)
        {
            var fewer = new PcTable(TableKind.AddressMap, Without(kept.Pcs, i), Without(kept.Values, i));
            Assert.NotNull(QueryEquivalence.FirstDifference(before, fewer, AskedPcs.Of(tables).Pcs));
        }
    }));

    /// <summary>All places of up to six keys are tried; the deltas are made so wide that 1, 2 and 3 bytes all occur.</summary>
    [Fact]
    public void Short_deltas_take_as_few_bytes_as_any_placement() => Check.One(Config.QuickThrowOnFailure.WithMaxTest(200), Prop.ForAll(Gen.Choose(0, int.MaxValue).ToArbitrary(), seed =>
    {
        var random = new System.Random(seed);
        var keys = new List<FreeKey>();
        uint next = 0;
        for (int i = random.Next(1, 6); i > 0; i--)
        {
            uint first = next + (uint)random.Next(1 << random.Next(1, 15));
            uint last = first + (uint)random.Next(0, 4);
            keys.Add(new(first, last, first, (uint)i));
            next = last + 1;
        }

        int block = random.Next(1, 5);
        uint[] places = KeyPlacer.ShortDeltas(keys, block);
        Assert.All(places.Zip(keys), pair => Assert.InRange(pair.First, pair.Second.First, pair.Second.Last));
        Assert.Equal(Fewest(keys, block, 0, 0), Bytes(places, block));
    }));

    [Fact]
    public void Placed_keys_take_no_more_in_the_shipped_encoding_than_keys_in_place() => Check.One(Config.QuickThrowOnFailure, Prop.ForAll(Any(), tables =>
    {
        long inPlace = Size(QueryEquivalence.Prune(tables, KeyPlacement.Original));
        Assert.InRange(Size(QueryEquivalence.Prune(tables, KeyPlacement.ShortDeltas)), 0, inPlace);
    }));

    private static long Size(PrunedTables pruned) => EncodingCatalog.Wasmtime47.Encode(pruned.Tables, TableKind.AddressMap).Bytes.Length;

    private static int Fewest(List<FreeKey> keys, int block, int at, uint before)
    {
        if (at == keys.Count)
        {
            return 0;
        }

        int fewest = int.MaxValue;
        for (uint place = keys[at].First; place <= keys[at].Last; place++)
        {
            int own = at % block == 0 ? 0 : Bytes(place - before);
            fewest = Math.Min(fewest, own + Fewest(keys, block, at + 1, place));
        }

        return fewest;
    }

    private static int Bytes(uint[] places, int block) => Enumerable.Range(0, places.Length).Where(i => i % block != 0).Sum(i => Bytes(places[i] - places[i - 1]));

    private static int Bytes(uint delta) => delta < 64 ? 1 : delta < 8192 ? 2 : 3;

    private static uint[] Without(ReadOnlySpan<uint> all, int index) => [.. all[..index], .. all[(index + 1)..]];

    private static Arbitrary<CodeTables> Any() => Gen.Choose(0, int.MaxValue).Select(seed =>
    {
        var random = new System.Random(seed);
        int entries = random.Next(20);
        uint[] pcs = Sorted(random, entries);
        uint[] values = [.. Enumerable.Range(0, entries).Select(_ => random.Next(4) == 0 ? TableKind.None : (uint)random.Next(3))];
        return Tables(pcs, values, Sorted(random, random.Next(12)), Sorted(random, random.Next(12))) with { UnlistedTraps = random.Next(2) == 0 ? null : Sorted(random, 3) };
    }).ToArbitrary();

    private static uint[] Sorted(System.Random random, int count) => [.. Enumerable.Range(0, count).Select(_ => (uint)random.Next(300)).Order()];

    private static CodeTables Tables(uint[] pcs, uint[] values, uint[] traps, uint[] calls) =>
        CodeTables.Of(new PcTable(TableKind.AddressMap, pcs, values), new PcTable(TableKind.Traps, traps, new uint[traps.Length])) with { CallSites = calls };
}
