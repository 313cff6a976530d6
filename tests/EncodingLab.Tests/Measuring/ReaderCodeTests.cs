using EncodingLab.Encodings;
using EncodingLab.Encodings.Primitives;
using EncodingLab.Measuring;

namespace EncodingLab.Tests.Measuring;

public sealed class ReaderCodeTests
{
    [Fact]
    public void What_a_reader_is_specialised_by_counts_as_its_code()
    {
        int halving = ReaderCode.Of([typeof(SmallBlocksReader<ForBody<HalvingSearch>, CodeAtPc>)]).IlBytes;
        int gathered = ReaderCode.Of([typeof(SmallBlocksReader<ForBody<GatheredSearch>, CodeAtPc>)]).IlBytes;
        int body = ReaderCode.Of([typeof(ForBody<HalvingSearch>)]).IlBytes;
        int search = ReaderCode.Of([typeof(HalvingSearch)]).IlBytes;
        Assert.True(search > 0 && body > search && halving > body, $"{search}, {body}, {halving}");
        Assert.True(gathered > halving, $"gathering falls back to halving and has code of its own: {gathered}, {halving}");
    }

    [Fact]
    public void Code_that_two_readers_share_counts_once()
    {
        Type one = typeof(SmallBlocksReader<ForBody<HalvingSearch>, CodeAtPc>);
        Assert.Equal(ReaderCode.Of([one]), ReaderCode.Of([one, one]));
    }
}
