using EncodingLab.Encodings;
using EncodingLab.Tables;
using EncodingLab.Tests.Support;

namespace EncodingLab.Tests.Contracts;

/// <summary>The counters stand on what lookups report. A lookup whose answer depends on a byte that it did not report is found here.</summary>
public sealed class ProbeTests
{
    private const int LookupsATable = 60;

    public static TheoryData<string> Ids() => Contract.Ids();

    [Theory]
    [MemberData(nameof(Ids))]
    public void Bytes_that_a_lookup_did_not_report_do_not_matter_to_it(string id)
    {
        TableEncoding encoding = Contract.Encoding(id);
        TableCase[] cases = [TableGenerator.Typical(700, unit: 1), .. TableGenerator.Cases(Contract.Block(encoding)).Where(tables => tables.Name.Contains("tie") || tables.Name.Contains("every"))];
        foreach (EncodedCase encoded in Contract.Encoded(encoding, cases))
        {
            foreach (TableKind question in encoded.Kind.Questions.Where(question => encoded.Table(question).Count > 0))
            {
                foreach (string reader in Contract.Readers(encoding, question))
                {
                    var action = new Scrambling { Table = encoded.Table(question), Bytes = [.. encoded.Encoded.Bytes], Name = $"{id}/{reader}, {question} in {encoded.Kind}, '{encoded.Case}'" };
                    encoding.Read(action.Bytes, question, reader, ref action);
                    Assert.True(action.Reported > 0, $"{action.Name}: no lookup reported a read");
                }
            }
        }
    }

    /// <summary>Opens once on the true bytes; then for each lookup scrambles what it did not report and asks again.</summary>
    private struct Scrambling : IReaderAction
    {
        public PcTable Table;
        public byte[] Bytes;
        public string Name;
        public int Reported;

        public void Run<TReader>(ReadOnlySpan<byte> bytes, int parameter)
            where TReader : struct, ITableReader<TReader>, allows ref struct
        {
            TReader reader = TReader.Open(bytes, parameter);
            var random = new Random(7);
            byte[] original = [.. Bytes];
            var marks = new bool[Bytes.Length];
            var mark = new MarkProbe(marks);
            var probe = default(NoProbe);
            for (int i = 0; i < LookupsATable; i++)
            {
                uint pc = unchecked(Table.Pcs[random.Next(Table.Count)] + (uint)random.Next(-1, 2));
                original.CopyTo(Bytes, 0);
                marks.AsSpan().Clear();
                var before = new Answer(reader.TryFind(pc, out uint first, ref mark), first);
                Reported += marks.Contains(true) ? 1 : 0;
                Scramble(random, marks);
                var after = new Answer(reader.TryFind(pc, out uint second, ref probe), second);
                Assert.True(before == after && before == Ask.Oracle(Table, pc), $"{Name}: pc {pc} answered {before}, and {after} once unreported bytes were others");
            }
        }

        private readonly void Scramble(Random random, bool[] marks)
        {
            for (int i = 0; i < marks.Length; i++)
            {
                Bytes[i] = marks[i] ? Bytes[i] : (byte)random.Next(256);
            }
        }
    }
}
