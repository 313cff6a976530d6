using EncodingLab.Encodings;
using EncodingLab.Tables;
using EncodingLab.Tests.Support;
using FsCheck;
using FsCheck.Fluent;

namespace EncodingLab.Tests.Contracts;

public sealed class LookupTests
{
    private const int DrawnTables = 40;

    public static TheoryData<string> Ids() => Contract.Ids();

    [Theory]
    [MemberData(nameof(Ids))]
    public void Every_reader_answers_as_the_oracle_at_each_entry_and_beside_it(string id)
    {
        TableEncoding encoding = Contract.Encoding(id);
        foreach (EncodedCase encoded in Contract.Encoded(encoding, TableGenerator.Cases(Contract.Block(encoding))))
        {
            foreach (TableKind question in encoded.Kind.Questions)
            {
                Contract.AssertAnswers(encoding, encoded.Encoded.Bytes, encoded.Table(question), $"in {encoded.Kind}, '{encoded.Case}'");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void Drawn_tables_come_back_and_are_answered_as_by_the_oracle(string id)
    {
        TableEncoding encoding = Contract.Encoding(id);
        Config config = Config.QuickThrowOnFailure.WithMaxTest(DrawnTables).WithReplay(20261121, 4711);
        Prop.ForAll(TableGenerator.Drawn(Contract.Block(encoding)), drawn =>
        {
            foreach (EncodedCase encoded in Contract.Encoded(encoding, [TableGenerator.Of("drawn", drawn)]))
            {
                foreach (TableKind question in encoded.Kind.Questions)
                {
                    Assert.True(encoding.Decode(encoded.Encoded.Bytes, question).ContentEquals(encoded.Table(question)));
                    Contract.AssertAnswers(encoding, encoded.Encoded.Bytes, encoded.Table(question), $"in {encoded.Kind}, drawn");
                }
            }
        }).Check(config);
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void A_lookup_allocates_nothing(string id)
    {
        TableEncoding encoding = Contract.Encoding(id);
        foreach (EncodedCase encoded in Contract.Encoded(encoding, [TableGenerator.Typical(700, unit: 1)]))
        {
            foreach (TableKind question in encoded.Kind.Questions)
            {
                foreach (string reader in Contract.Readers(encoding, question))
                {
                    var action = new Allocations { Pcs = Ask.PcsOf(encoded.Table(question)) };
                    encoding.Read(encoded.Encoded.Bytes, question, reader, ref action);
                    Assert.True(action.Bytes == 0, $"{id}/{reader}, {question}: {action.Bytes} bytes in {action.Pcs.Length} lookups");
                }
            }
        }
    }

    private struct Allocations : IReaderAction
    {
        public uint[] Pcs;
        public long Bytes;

        public void Run<TReader>(ReadOnlySpan<byte> bytes, int parameter)
            where TReader : struct, ITableReader<TReader>, allows ref struct
        {
            // The runtime may recompile a hot loop between two lookups, on this thread and counted as ours: a lookup that allocates does so in every round, the compiler in one.
            TReader reader = TReader.Open(bytes, parameter);
            var probe = default(NoProbe);
            Bytes = long.MaxValue;
            for (int round = 0; round < 4; round++)
            {
                long before = GC.GetAllocatedBytesForCurrentThread();
                foreach (uint pc in Pcs)
                {
                    _ = reader.TryFind(pc, out _, ref probe);
                }

                Bytes = Math.Min(Bytes, GC.GetAllocatedBytesForCurrentThread() - before);
            }
        }
    }
}
