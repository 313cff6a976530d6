using EncodingLab.Encodings;
using EncodingLab.Tables;

namespace EncodingLab.Tests.Support;

/// <summary>What a lookup said.</summary>
public readonly record struct Answer(bool Found, uint Value)
{
    public override string ToString() => !Found ? "not found" : Value == TableKind.None ? "none" : $"{Value}";
}

/// <summary>Asks a reader about many pcs.</summary>
internal static class Ask
{
    /// <summary>More reports than any lookup in a small table needs: a reader that passes it is taken to hang.</summary>
    public const int MaxReports = 200_000;

    /// <summary>The oracle's answer.</summary>
    public static Answer Oracle(PcTable table, uint pc) => new(ReferenceLookup.TryFind(table, pc, out uint value), value);

    /// <summary>Answers as in timed runs, and once more under a probe that checks each read: both must agree.</summary>
    public static Answer[] Reader(TableEncoding encoding, ReadOnlySpan<byte> bytes, TableKind question, string reader, uint[] pcs)
    {
        var timed = new Asking<NoProbe>(pcs, default);
        encoding.Read(bytes, question, reader, ref timed);
        var probed = new Asking<RangeProbe>(pcs, new RangeProbe { Length = bytes.Length });
        encoding.Read(bytes, question, reader, ref probed);
        Assert.True(timed.Answers.AsSpan().SequenceEqual(probed.Answers), $"{encoding.Id}/{reader}: answers differ under a probe");
        return timed.Answers;
    }

    /// <summary>The pcs worth asking of a table: each entry's, its neighbours', and the ends.</summary>
    public static uint[] PcsOf(PcTable table)
    {
        var pcs = new SortedSet<uint> { 0, 1, uint.MaxValue, uint.MaxValue - 1, 1u << 31 };
        foreach (uint pc in table.Pcs)
        {
            pcs.Add(pc);
            pcs.Add(unchecked(pc - 1));
            pcs.Add(unchecked(pc + 1));
        }

        return [.. pcs];
    }

    private struct Asking<TProbe>(uint[] pcs, TProbe probe) : IReaderAction
        where TProbe : struct, IProbe
    {
        public Answer[] Answers { get; } = new Answer[pcs.Length];

        public void Run<TReader>(ReadOnlySpan<byte> bytes, int parameter)
            where TReader : struct, ITableReader<TReader>, allows ref struct
        {
            TReader reader = TReader.Open(bytes, parameter);
            for (int i = 0; i < pcs.Length; i++)
            {
                TProbe fresh = probe;
                bool found = reader.TryFind(pcs[i], out uint value, ref fresh);
                Answers[i] = new(found, value);
            }
        }
    }
}
