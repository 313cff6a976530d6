using EncodingLab.Tables;

namespace EncodingLab.Tests.Tables;

public sealed class TokenEntropyTests
{
    [Fact]
    public void Equal_tokens_need_nothing_at_order_0() => Assert.Equal(0, TokenEntropy.Order0Bytes(Enumerable.Repeat(7UL, 1000).ToArray()));

    [Fact]
    public void Tokens_of_256_equal_frequencies_need_a_byte_each_at_order_0() =>
        Assert.Equal(2560, TokenEntropy.Order0Bytes([.. Enumerable.Range(0, 2560).Select(i => (ulong)i % 256)]));

    [Fact]
    public void An_adaptive_code_pays_for_learning_what_the_entropy_is_given()
    {
        // 64 tokens of equal frequency: 6 bits each once they are known; until then each new one costs its parts, and the doubt whether there are more.
        ulong[] tokens = [.. Enumerable.Range(0, 64_000).Select(i => (ulong)(i * 37 % 64) << 44)];
        Assert.Equal(48_000, TokenEntropy.Order0Bytes(tokens));
        Assert.InRange(TokenEntropy.Order0AdaptiveBytes(tokens), 48_100, 49_000);
        Assert.True(TokenEntropy.Order0AdaptiveBytes(tokens[..640]) > TokenEntropy.Order0Bytes(tokens[..640]) * 1.15);
    }

    [Fact]
    public void A_token_seen_for_the_first_time_costs_its_parts_and_one_that_never_changes_next_to_nothing()
    {
        Assert.Equal(0, TokenEntropy.Order0AdaptiveBytes([]));
        Assert.Equal(1, TokenEntropy.Order0AdaptiveBytes([0]));
        Assert.InRange(TokenEntropy.Order0AdaptiveBytes(Enumerable.Repeat(7UL << 44, 10_000).ToArray()), 1, 4);
    }

    [Fact]
    public void A_sequence_that_one_token_foretells_is_short_at_order_1()
    {
        ulong[] cycle = [.. Enumerable.Range(0, 100_000).Select(i => (ulong)(i % 16) << 44)];
        Assert.Equal(50_000, TokenEntropy.Order0Bytes(cycle));
        Assert.InRange(TokenEntropy.Order1Bytes(cycle), 1, 2_000);
    }

    [Fact]
    public void Random_tokens_cost_at_least_their_entropy_at_order_1()
    {
        ulong state = 1;
        var tokens = new ulong[50_000];
        foreach (ref ulong token in tokens.AsSpan())
        {
            state = (state * 6364136223846793005) + 1442695040888963407;
            token = (state >> 58) << 44;
        }

        Assert.InRange(TokenEntropy.Order1Bytes(tokens), 50_000 * 6 / 8, 50_000 * 7 / 8);
    }

    [Fact]
    public void Tokens_divide_out_what_all_pcs_have_in_common()
    {
        var one = new PcTable(TableKind.Traps, [1, 3, 7], [1, 1, 1]);
        var four = new PcTable(TableKind.Traps, [4, 12, 28], [1, 1, 1]);
        Assert.Equal(EntropyTokens.Of(one), EntropyTokens.Of(four));
    }

    [Fact]
    public void A_joint_stream_has_one_token_a_key()
    {
        var traps = new PcTable(TableKind.Traps, [2, 5, 9], [1, 1, 2]);
        var map = new PcTable(TableKind.AddressMap, [2, 4, 9, 12], [10, TableKind.None, 11, 12]);
        Assert.Equal(5, EntropyTokens.OfJoint(traps, map).Length);
    }

    [Fact]
    public void Different_parts_give_different_tokens()
    {
        var map = new PcTable(TableKind.AddressMap, [0, 1, 2, 3, 1u << 31], [5, TableKind.None, 5, 4, uint.MaxValue - 1]);
        Assert.Equal(5, EntropyTokens.Of(map).Distinct().Count());
    }
}
