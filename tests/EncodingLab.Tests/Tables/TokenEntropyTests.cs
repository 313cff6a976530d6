using EncodingLab.Tables;

namespace EncodingLab.Tests.Tables;

public sealed class TokenEntropyTests
{
    [Fact]
    public void Order_zero_is_the_entropy_of_whole_tokens()
    {
        // Tokens (pc / 4, code): (1,7) (2,9) (1,7) (2,9): one bit each, although each half alone would say the same bit again.
        var table = new PcTable(TableKind.Traps, [4, 12, 16, 24], [7, 9, 7, 9]);
        Assert.Equal(4 / 8.0, TokenEntropy.OrderZeroBytes(table), 12);
    }

    [Fact]
    public void None_keeps_the_position_before_it_and_pcs_are_divided_by_their_unit()
    {
        // Tokens: (1,+5) (1,none) (1,+5) (1,none): 5, none, 10 = 5 + 5, none.
        var table = new PcTable(TableKind.AddressMap, [8, 16, 24, 32], [5, TableKind.None, 10, TableKind.None]);
        Assert.Equal(4 / 8.0, TokenEntropy.OrderZeroBytes(table), 12);
    }

    [Fact]
    public void Order_one_learns_what_follows_what()
    {
        var random = new Random(1);
        uint[] pcs = [.. Enumerable.Range(1, 20_000).Select(i => (uint)i)];
        uint[] alternating = [.. pcs.Select(pc => (pc % 8) + 1)];
        uint[] drawn = [.. pcs.Select(_ => (uint)random.Next(8) + 1)];
        var regular = new PcTable(TableKind.Traps, pcs, alternating);
        var noise = new PcTable(TableKind.Traps, pcs, drawn);
        Assert.Equal(20_000 * 3 / 8.0, TokenEntropy.OrderZeroBytes(regular), 1e-6 * 20_000);
        Assert.InRange(TokenEntropy.OrderOneBytes(regular), 0, 60);
        Assert.InRange(TokenEntropy.OrderOneBytes(noise), TokenEntropy.OrderZeroBytes(noise), TokenEntropy.OrderZeroBytes(noise) * 1.02);
    }

    [Fact]
    public void A_joint_kind_is_the_sum_and_empty_tables_are_nothing()
    {
        var traps = new PcTable(TableKind.Traps, [4, 12, 17], [7, 9, 7]);
        var map = new PcTable(TableKind.AddressMap, [1, 2, 9], [3, TableKind.None, 20]);
        var tables = CodeTables.Of(traps, map);
        Assert.Equal(TokenEntropy.OrderZeroBytes(traps) + TokenEntropy.OrderZeroBytes(map), TokenEntropy.OrderZeroBytes(tables, TableKind.Both), 12);
        Assert.Equal(TokenEntropy.OrderOneBytes(traps) + TokenEntropy.OrderOneBytes(map), TokenEntropy.OrderOneBytes(tables, TableKind.Both), 12);
        Assert.Equal(0, TokenEntropy.OrderZeroBytes(PcTable.Empty(TableKind.Traps)));
        Assert.Equal(0, TokenEntropy.OrderOneBytes(PcTable.Empty(TableKind.AddressMap)));
    }
}
