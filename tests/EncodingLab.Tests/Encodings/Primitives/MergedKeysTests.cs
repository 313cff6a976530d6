using EncodingLab.Encodings.Primitives;
using EncodingLab.Tables;

namespace EncodingLab.Tests.Encodings.Primitives;

public sealed class MergedKeysTests
{
    [Fact]
    public void Keys_are_the_pcs_of_both_with_the_maps_answer_at_each()
    {
        MergedKeys keys = Merge([2, 5, 9], [1, 8, 1], [5, 7, 9], [100, TableKind.None, 102]);
        Assert.Equal([2u, 5u, 7u, 9u], keys.Pcs);
        Assert.Equal([TableKind.None, 100u, TableKind.None, 102u], keys.Values);
        Assert.Equal([1, 8, MergedKeys.NoTrap, 1], keys.Codes);
        Assert.Equal([false, true, true, true], keys.IsMap);
        Assert.DoesNotContain(true, keys.IsTied);
    }

    [Fact]
    public void Ties_keep_the_number_of_the_longer_run_and_are_marked()
    {
        MergedKeys keys = Merge([4, 4, 6], [1, 2, 3], [4, 6, 6, 6], [10, 11, 12, 13]);
        Assert.Equal([4u, 4u, 6u, 6u, 6u], keys.Pcs);
        Assert.Equal([10u, 10u, 11u, 12u, 13u], keys.Values);
        Assert.Equal([1, 2, 3, MergedKeys.NoTrap, MergedKeys.NoTrap], keys.Codes);
        Assert.Equal([true, false, true, true, true], keys.IsMap);
        Assert.DoesNotContain(false, keys.IsTied);
    }

    [Fact]
    public void Either_may_be_empty()
    {
        Assert.Empty(Merge([], [], [], []).Pcs);
        Assert.Equal([TableKind.None], Merge([7], [1], [], []).Values);
        Assert.Equal([MergedKeys.NoTrap], Merge([], [], [uint.MaxValue], [1]).Codes);
    }

    [Fact]
    public void Windows_hold_the_commonest_deltas()
    {
        uint position = 1000;
        uint[] values = [.. Enumerable.Range(0, 400).Select(i => i % 10 == 0 ? TableKind.None : position += (uint)(i % 4 == 0 ? 40 + (i % 60) : 5 + (i % 16)))];
        (int nibble, int single) = DeltaWindows.Train(values);
        Assert.Equal(5, nibble);
        Assert.InRange(single, 96 - 255, 40);
    }

    private static MergedKeys Merge(uint[] traps, uint[] codes, uint[] pcs, uint[] values) => MergedKeys.Of(new(TableKind.Traps, traps, codes), new(TableKind.AddressMap, pcs, values));
}
