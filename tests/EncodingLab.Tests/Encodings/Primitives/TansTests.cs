using EncodingLab.Encodings.Primitives;

namespace EncodingLab.Tests.Encodings.Primitives;

public sealed class TansTests
{
    private static readonly uint[] s_symbols =
    [
        new PhraseSymbol(3, 0, 0, 1, 0).Pack(), new PhraseSymbol(5, 0, 0, -2, 0).Pack(), new PhraseSymbol(7, 0, 1, 0, 0).Pack(), new PhraseSymbol(8, 3, 0, 0, PhraseSymbol.RawValue).Pack(),
    ];

    [Fact]
    public void A_model_comes_back_from_its_bytes()
    {
        TansModel model = new(s_symbols, [100, 1, 27, 128], 8, 2);
        TansModel read = TansModel.Read(Written(model))!;
        Assert.Equal(model.Symbols, read.Symbols);
        Assert.Equal(model.Shares, read.Shares);
        Assert.Equal((8, 2), (read.SlotBits, read.States));
    }

    [Theory]
    [InlineData(100, 1, 27, 127)]
    [InlineData(100, 1, 28, 128)]
    [InlineData(129, 1, 26, 100)]
    [InlineData(255, 1, 1, 1)]
    public void Shares_that_leave_slots_over_or_take_too_many_or_more_than_half_are_refused(int a, int b, int c, int d) =>
        Assert.Null(TansTables.Open(Written(new(s_symbols, [a, b, c, d], 8, 2))));

    [Theory]
    [InlineData(0, 7)]
    [InlineData(0, 9)]
    [InlineData(0, 13)]
    [InlineData(0, 255)]
    [InlineData(2, 0)]
    [InlineData(2, 3)]
    [InlineData(2, 5)]
    [InlineData(3, 255)]
    public void Slots_or_symbols_that_there_are_not_are_refused(int at, byte count)
    {
        byte[] bytes = Written(new(s_symbols, [100, 1, 27, 128], 8, 2));
        bytes[at] = count;
        Assert.Null(TansTables.Open(bytes));
    }

    [Fact]
    public void A_symbol_that_says_neither_position_nor_none_is_refused() =>
        Assert.Null(TansTables.Open(Written(new([s_symbols[0], new PhraseSymbol(7, 0, 2, 0, 0).Pack()], [128, 128], 8, 2))));

    [Fact]
    public void A_model_for_another_number_of_states_is_refused()
    {
        byte[] bytes = Written(new(s_symbols, [100, 1, 27, 128], 8, 2));
        Assert.NotNull(TansScan<TwoStates>.OpenModel(bytes));
        Assert.Null(TansScan<OneState>.OpenModel(bytes));
    }

    [Fact]
    public void A_model_that_ends_before_its_last_symbol_is_refused()
    {
        byte[] bytes = Written(new(s_symbols, [100, 1, 27, 128], 8, 2));
        for (int length = 0; length < bytes.Length; length++)
        {
            Assert.Null(TansTables.Open(bytes.AsSpan(0, length)));
        }
    }

    [Fact]
    public void From_the_slots_of_each_symbol_every_slot_is_reached_once_and_none_without_a_bit()
    {
        TansTables tables = TansTables.Of(new(s_symbols, [100, 1, 27, 128], 8, 2))!;
        var reached = new int[s_symbols.Length, tables.Cells.Length];
        foreach (uint cell in tables.Cells)
        {
            int width = (int)cell & TansTables.WidthMask;
            Assert.InRange(width, 1, 8);
            for (int next = 0; next < 1 << width; next++)
            {
                reached[TansTables.SymbolOf(cell), (cell >> TansTables.BaseAt) + next]++;
            }
        }

        Assert.All(reached.Cast<int>(), times => Assert.Equal(1, times));
    }

    [Theory]
    [InlineData(8, 1, 0)]
    [InlineData(8, 1, 1)]
    [InlineData(8, 1_000_000, 1)]
    [InlineData(8, 5, 5, 5, 5, 5)]
    [InlineData(12, 900, 70, 70, 4, 4, 4, 1, 1)]
    public void Shares_fill_the_slots_and_no_slot_would_be_worth_more_to_another_symbol(int slotBits, params int[] counts)
    {
        int[] shares = TansShares.Of(counts, 1 << slotBits);
        Assert.Equal(1 << slotBits, shares.Sum());
        Assert.All(shares, share => Assert.InRange(share, 1, 1 << (slotBits - 1)));
        double least = Bits(counts, shares);
        for (int from = 0; from < shares.Length; from++)
        {
            for (int to = 0; to < shares.Length; to++)
            {
                int[] other = [.. shares];
                other[from]--;
                other[to]++;
                Assert.True(other[from] == 0 || other[to] > 1 << (slotBits - 1) || Bits(counts, other) >= least - 1e-9);
            }
        }
    }

    [Fact]
    public void As_many_symbols_as_slots_get_one_each() => Assert.Equal(Enumerable.Repeat(1, 256), TansShares.Of([.. Enumerable.Range(1, 256)], 256));

    private static double Bits(int[] counts, int[] shares) => counts.Zip(shares).Sum(pair => -pair.First * Math.Log2(pair.Second));

    private static byte[] Written(TansModel model)
    {
        var output = new ByteWriter();
        model.Write(output);
        return output.Written.ToArray();
    }
}
