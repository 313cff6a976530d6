using EncodingLab.Encodings;
using EncodingLab.Encodings.Primitives;
using EncodingLab.Tables;
using EncodingLab.Tests.Support;

namespace EncodingLab.Tests.Encodings;

/// <summary>Pages as short as a budget of bytes allows.</summary>
public sealed class PhrasePagesWithinTests
{
    private static readonly CodeTables s_tables = TableGenerator.Typical(20_000, unit: 1).Tables;

    public static TheoryData<TableKind> Kinds() => [TableKind.Traps, TableKind.AddressMap];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_budget_that_can_be_kept_is_kept_and_a_larger_one_gives_no_longer_pages(TableKind kind)
    {
        int smallest = Percent(new PhrasePages(48, false), kind);
        int largest = Percent(new PhrasePages(6, false), kind);
        uint pages = 0;
        for (int percent = smallest + 2; percent <= largest; percent += Math.Max(1, (largest - smallest) / 3))
        {
            byte[] bytes = new PhrasePagesWithin(100, percent, false).Encode(s_tables, kind).Bytes;
            Assert.InRange(bytes.Length, 1, Entropy(kind) * percent / 100);
            Assert.True(Pages(bytes) >= pages, $"{kind}: {Pages(bytes)} pages within {percent} %, {pages} within less");
            pages = Pages(bytes);
        }

        Assert.True(pages > Pages(new PhrasePages(48, false).Encode(s_tables, kind).Bytes));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_budget_that_nothing_keeps_gives_the_longest_pages_tried(TableKind kind)
    {
        byte[] bytes = new PhrasePagesWithin(1, 1, true).Encode(s_tables, kind).Bytes;
        Assert.Equal(new PhrasePages(48, true).Encode(s_tables, kind).Bytes, bytes);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void The_header_says_how_the_model_of_a_small_table_is_held(bool inPlace)
    {
        byte[] bytes = new PhrasePagesWithin(100, 110, inPlace).Encode(s_tables, TableKind.AddressMap).Bytes;
        Assert.Equal(!inPlace, PhraseHeader.SaysPacked(bytes));
    }

    private static int Percent(TableEncoding encoding, TableKind kind) => (int)(100L * encoding.Encode(s_tables, kind).Bytes.Length / Entropy(kind));

    private static int Entropy(TableKind kind) => (int)kind.Questions.Sum(question => TokenEntropy.Order0Bytes(EntropyTokens.Of(s_tables[question])));

    private static uint Pages(byte[] bytes) => System.Buffers.Binary.BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(8));
}
