using System.Globalization;
using EncodingLab.Encodings;
using EncodingLab.Experiments;
using EncodingLab.Tables;

namespace EncodingLab.Measuring;

/// <summary>Believes no bytes before they have answered: a full decode must equal the table, and every reader must agree with the oracle.</summary>
internal static class CellVerifier
{
    private const int SampledPcs = 2048;

    /// <summary>Draws the pcs that every encoding of a table is asked: the edges, entries and their neighbours, and any byte of the text.</summary>
    public static Probes Draw(PcTable table, uint textBytes, int seed)
    {
        var random = new WorkloadRandom((ulong)seed);
        uint end = Math.Max(textBytes, table.Count == 0 ? 1 : table.Pcs[^1]);
        var pcs = new List<uint> { 0, 1, end, uint.MaxValue };
        if (table.Count > 0)
        {
            pcs.AddRange([table.Pcs[0], unchecked(table.Pcs[0] - 1), table.Pcs[^1], unchecked(table.Pcs[^1] + 1)]);
        }

        while (pcs.Count < SampledPcs)
        {
            uint pc = table.Count > 0 && random.Below(2) == 0 ? table.Pcs[(int)random.Below((uint)table.Count)] : random.Below(end);
            pcs.Add(unchecked(pc + random.Below(3) - 1));
        }

        var values = new uint?[pcs.Count];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = ReferenceLookup.TryFind(table, pcs[i], out uint value) ? value : null;
        }

        return new([.. pcs], values);
    }

    /// <summary>What is wrong with the bytes, or null where nothing is.</summary>
    public static string? Problem(TableEncoding encoding, ReadOnlySpan<byte> bytes, PcTable table, Probes probes)
    {
        try
        {
            if (!encoding.Decode(bytes, table.Kind).ContentEquals(table))
            {
                return $"{table.Kind}: the decoded entries differ from the table";
            }
        }
        catch (MalformedTableException e)
        {
            return $"{table.Kind}: its own bytes do not decode: {e.Message}";
        }

        foreach (ReaderInfo reader in encoding.Readers(table.Kind).Where(reader => reader.IsSupported))
        {
            var action = new CheckAction { Probes = probes };
            encoding.Read(bytes, table.Kind, reader.Name, ref action);
            if (action.Problem is not null)
            {
                return $"{table.Kind}: reader {reader.Name}: {action.Problem}";
            }
        }

        return null;
    }

    /// <summary>Pcs with the oracle's answers; null where there is no answer.</summary>
    public sealed record Probes(uint[] Pcs, uint?[] Answers);

    private struct CheckAction : IReaderAction
    {
        public Probes Probes;
        public string? Problem;

        public void Run<TReader>(ReadOnlySpan<byte> bytes, int parameter)
            where TReader : struct, ITableReader<TReader>, allows ref struct
        {
            TReader reader = TReader.Open(bytes, parameter);
            NoProbe probe = default;
            for (int i = 0; i < Probes.Pcs.Length && Problem is null; i++)
            {
                uint? answer = reader.TryFind(Probes.Pcs[i], out uint value, ref probe) ? value : null;
                Problem = answer == Probes.Answers[i] ? null : $"pc {Probes.Pcs[i]}: expected {Text(Probes.Answers[i])}, found {Text(answer)}";
            }
        }

        private static string Text(uint? answer) => answer?.ToString(CultureInfo.InvariantCulture) ?? "no answer";
    }
}
