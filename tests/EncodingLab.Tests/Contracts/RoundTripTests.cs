using EncodingLab.Encodings;
using EncodingLab.Tables;
using EncodingLab.Tests.Support;

namespace EncodingLab.Tests.Contracts;

public sealed class RoundTripTests
{
    public static TheoryData<string> Ids() => Contract.Ids();

    [Theory]
    [MemberData(nameof(Ids))]
    public void A_table_comes_back_as_it_went_in(string id)
    {
        TableEncoding encoding = Contract.Encoding(id);
        foreach (EncodedCase encoded in Contract.Encoded(encoding, TableGenerator.Cases(Contract.Block(encoding))))
        {
            foreach (TableKind question in encoded.Kind.Questions)
            {
                PcTable decoded = encoding.Decode(encoded.Encoded.Bytes, question);
                Assert.True(encoded.Table(question).ContentEquals(decoded), $"{id}, {encoded.Kind}: {question} of '{encoded.Case}' changed");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void Encoding_twice_gives_the_same_bytes_and_parts_that_add_up(string id)
    {
        TableEncoding encoding = Contract.Encoding(id);
        foreach (EncodedCase encoded in Contract.Encoded(encoding, TableGenerator.Cases(Contract.Block(encoding))))
        {
            EncodedTable again = encoding.Encode(encoded.Case.Tables, encoded.Kind);
            Assert.Equal(encoded.Encoded.Bytes, again.Bytes);
            Assert.Equal(again.Bytes.Length, again.IndexBytes + again.BodyBytes + again.ModelBytes);
            Assert.True(again.IndexBytes >= 0 && again.BodyBytes >= 0 && again.ModelBytes >= 0);
        }
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void An_encoding_holds_what_compilers_write(string id)
    {
        TableEncoding encoding = Contract.Encoding(id);
        TableCase typical = TableGenerator.Typical(700, unit: 1);
        Assert.NotEmpty(Contract.Kinds(encoding));
        Assert.All(Contract.Kinds(encoding), kind => Assert.True(Contract.Holds(encoding, typical.Tables, kind), $"{id} refuses {kind} of {typical}"));
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void The_first_reader_runs_everywhere_and_unknown_ones_are_refused_by_name(string id)
    {
        TableEncoding encoding = Contract.Encoding(id);
        foreach (TableKind question in Contract.Kinds(encoding).SelectMany(kind => kind.Questions).Distinct())
        {
            IReadOnlyList<ReaderInfo> readers = encoding.Readers(question);
            Assert.True(readers[0].IsSupported);
            Assert.Equal(ReaderInfo.Scalar.Isa, readers[0].Isa);
            Assert.Equal(readers.Count, readers.Select(reader => reader.Name).Distinct().Count());
            var refused = Assert.Throws<ArgumentException>(() => Ask.Reader(encoding, new byte[64], question, "no-such-reader", [0]));
            Assert.Contains(readers[0].Name, refused.Message);
        }
    }
}
