using System.Buffers.Binary;
using EncodingLab.Encodings.Primitives;

namespace EncodingLab.Tests.Encodings.Primitives;

public sealed class PhraseTableTests
{
    [Theory]
    [InlineData(3)]
    [InlineData(64)]
    [InlineData(1000)]
    public void Records_say_what_their_symbols_say_and_phrases_find_their_halves(int count)
    {
        PhraseSymbol[] symbols = [.. Enumerable.Range(0, count).Select(i => new PhraseSymbol((uint)(i % 512), i % 16, i % PhraseSymbol.Flavours, (i % 1024) - 512, i * 7 % 16))];
        uint[] halves = [.. Enumerable.Range(0, count).Select(i => i % 3 == 1 ? (uint)((((i * 31 % count) + 1) << 16) | (i * 17 % count)) : 0)];
        byte[] model = Write(symbols, halves);
        Assert.True(PhraseTable.TryOpen(model, out PhraseTable table));
        Assert.Equal(count, table.Count);
        for (int i = 0; i < count; i++)
        {
            uint record = table.Record((uint)i);
            PhraseClass kind = PhraseTable.ClassOf(ref table.Origin, record);
            Assert.Equal(symbols[i].BasePc, PhraseRecord.BasePc(record));
            Assert.Equal(symbols[i].BaseValue, PhraseRecord.BaseValue(record));
            Assert.Equal(PhraseClass.Of(symbols[i]).Bits, kind.Bits);
            Assert.Equal(PhraseRules.Effect((uint)symbols[i].Flavour), PhraseRecord.Effect(record));
            Assert.Equal((uint)symbols[i].Flavour / PhraseRules.Effects, PhraseRecord.Trap(record));
            Assert.Equal(halves[i] != 0, table.TryHalves((uint)i, out uint first, out uint second, out _));
            Assert.True(halves[i] == 0 || (first == (halves[i] & 0xffff) && second == (halves[i] >> 16) - 1));
        }
    }

    [Fact]
    public void Extra_bits_are_added_and_a_scaled_base_stands_above_them()
    {
        var plain = new PhraseSymbol(5, 3, 0, -7, 4);
        var scaled = new PhraseSymbol(0, 15, 0, -7, PhraseSymbol.FirstScaled);
        Assert.Equal((5 + 6u, -7 + 9), Read(plain, 6 | (9ul << 3)));
        Assert.Equal((0xabcdefu, (-7 * 256) + 0x55), Read(scaled, 0xabcdef | (0x55ul << 24)));
    }

    [Fact]
    public void Counts_that_do_not_fit_the_length_are_refused()
    {
        byte[] model = Write([default, default], [0, 1 << 16]);
        Assert.True(PhraseTable.TryOpen(model, out _));
        Assert.False(PhraseTable.TryOpen(model.AsSpan(..^1), out _));
        Assert.False(PhraseTable.TryOpen(model.AsSpan(..PhraseTable.HeadBytes), out _));
        foreach (int at in new[] { 0, 4, 6 })
        {
            byte[] bad = [.. model];
            BinaryPrimitives.WriteUInt16LittleEndian(bad.AsSpan(PhraseTable.HeadBytes + at), 999);
            Assert.False(PhraseTable.TryOpen(bad, out _));
        }
    }

    [Fact]
    public void Halves_beyond_the_records_or_the_phrases_are_none()
    {
        byte[] model = Write([default, default, default], [0, (3 << 16) | 1, 0]);
        Assert.True(PhraseTable.TryOpen(model, out PhraseTable good));
        Assert.True(good.TryHalves(1, out _, out uint second, out int at));
        Assert.Equal(2u, second);
        byte[] far = [.. model];
        far[at] = 0xff;
        Assert.True(PhraseTable.TryOpen(far, out PhraseTable table));
        Assert.False(table.TryHalves(1, out _, out _, out _));
        byte[] more = [.. model];
        more[good.RankAt(0)] = 7;
        Assert.True(PhraseTable.TryOpen(more, out table));
        Assert.False(table.TryHalves(2, out _, out _, out _));
    }

    private static (uint Step, int Change) Read(PhraseSymbol symbol, ulong extra)
    {
        PhraseClass kind = PhraseClass.Of(symbol);
        uint record = PhraseRecord.Pack(symbol, 1);
        return (kind.Step(record, extra), (int)kind.Change(record, extra));
    }

    private static byte[] Write(PhraseSymbol[] symbols, uint[] halves)
    {
        uint[] packed = [.. symbols.Select(symbol => symbol.Pack())];
        Span<ushort> classes = stackalloc ushort[PhraseClass.MaxClasses];
        int found = PhraseTable.ClassesOf(packed, classes);
        int phrases = halves.Count(pair => pair != 0);
        var model = new byte[PhraseTable.Bytes(symbols.Length, phrases, found)];
        PhraseTable.WriteRecords(packed, halves, model, classes[..found], phrases);
        return model;
    }
}
