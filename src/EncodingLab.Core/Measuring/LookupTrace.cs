using System.Globalization;
using EncodingLab.Encodings;
using EncodingLab.Tables;

namespace EncodingLab.Measuring;

/// <summary>What one lookup did, step by step; a row of <c>lookup --trace</c>.</summary>
/// <param name="Pc">What was asked: offset in <c>.text</c>, bytes.</param>
/// <param name="Table">Kind of table.</param>
/// <param name="Encoding">Id of the encoding whose bytes were asked.</param>
/// <param name="Reader">Which of its readers.</param>
/// <param name="Answer">A trap code, a position, <c>none</c>, or empty where the table has no answer.</param>
/// <param name="Block">Number of the block visited: the last whose first pc is at or before the pc; null before the first, and where the encoding has no blocks of entries.</param>
/// <param name="BlockFirstPc">Its first pc.</param>
/// <param name="BlockEntries">Its number of entries.</param>
/// <param name="Entry">Number of the entry that answered; null where none did.</param>
/// <param name="EntriesDecoded">Entries that the lookup decoded, as it reports them.</param>
/// <param name="BytesRead">Bytes read, each as often as it was.</param>
/// <param name="CacheLines">Distinct lines of 64 bytes, of the section and of state that opening built.</param>
/// <param name="Lines">Their numbers from the section's start in the order in which they were first touched; <c>s</c> before those of state.</param>
/// <param name="Reads">Every read in order, as <c>offset:length</c>.</param>
public sealed record LookupTrace(
    uint Pc, string Table, string Encoding, string Reader, string Answer, int? Block, uint? BlockFirstPc, int? BlockEntries, int? Entry,
    long EntriesDecoded, long BytesRead, int CacheLines, string Lines, string Reads)
{
    /// <summary>The function that covers the pc, where the caller knows the symbols; else empty.</summary>
    public string Function { get; init; } = "";

    /// <summary>Asks encoded bytes with a probe that writes everything down.</summary>
    /// <param name="encoding">Who reads the bytes.</param>
    /// <param name="bytes">Exactly the encoded bytes.</param>
    /// <param name="table">What they hold: says which block and which entry the answer comes from.</param>
    /// <param name="pcs">What to ask.</param>
    /// <param name="reader">Name of the reader; null for the portable one.</param>
    /// <exception cref="InvalidOperationException">The reader disagrees with the oracle, or reports a read outside its bytes.</exception>
    public static IReadOnlyList<LookupTrace> Of(TableEncoding encoding, ReadOnlySpan<byte> bytes, PcTable table, IReadOnlyList<uint> pcs, string? reader = null)
    {
        string name = reader ?? encoding.Readers(table.Kind)[0].Name;
        var action = new TraceAction(pcs);
        encoding.Read(bytes, table.Kind, name, ref action);
        return [.. action.Steps.Select((steps, i) => Of(encoding, name, table, pcs[i], steps))];
    }

    private static LookupTrace Of(TableEncoding encoding, string reader, PcTable table, uint pc, TraceSteps steps)
    {
        int entry = table.Kind.Rule == LookupRule.Exact ? ReferenceLookup.ExactEntry(table.Pcs, pc) : ReferenceLookup.CoveringEntry(table.Pcs, pc);
        uint? expected = entry < 0 ? null : table.Values[entry];
        if (expected != steps.Answer)
        {
            throw new InvalidOperationException($"{encoding.Id} answers {Text(table.Kind, steps.Answer)} at pc {pc} of {table.Kind}, expected {Text(table.Kind, expected)}");
        }

        (int Number, int First, int Count)? block = BlockOf(encoding, table, pc);
        return new(
            pc, table.Kind.Name, encoding.Id, reader, Text(table.Kind, steps.Answer), block?.Number, block is { } visited ? table.Pcs[visited.First] : null, block?.Count, entry < 0 ? null : entry,
            steps.Entries, steps.Footprint.BytesRead, steps.Footprint.Lines, string.Join(' ', steps.Lines), string.Join(' ', steps.Reads));
    }

    private static (int Number, int First, int Count)? BlockOf(TableEncoding encoding, PcTable table, uint pc)
    {
        if (encoding.BlockEntries is not int size)
        {
            return null;
        }

        int number = -1;
        for (int low = 0, high = (table.Count + size - 1) / size; low < high;)
        {
            int middle = (low + high) / 2;
            (low, high) = table.Pcs[middle * size] <= pc ? (middle + 1, high) : (low, middle);
            number = low - 1;
        }

        return number < 0 ? null : (number, number * size, Math.Min(size, table.Count - (number * size)));
    }

    private static string Text(TableKind kind, uint? answer) => answer switch
    {
        null => "",
        TableKind.None when kind.Rule == LookupRule.Covering => "none",
        uint code when kind == TableKind.Traps => TrapCodes.Name(code),
        uint value => value.ToString(CultureInfo.InvariantCulture),
    };

    private struct TraceAction(IReadOnlyList<uint> pcs) : IReaderAction
    {
        public List<TraceSteps> Steps { get; } = [];

        public readonly void Run<TReader>(ReadOnlySpan<byte> bytes, int parameter)
            where TReader : struct, ITableReader<TReader>, allows ref struct
        {
            TReader open = TReader.Open(bytes, parameter);
            foreach (uint pc in pcs)
            {
                var steps = new TraceSteps(bytes.Length);
                var probe = new TraceProbe(steps);
                steps.Answer = open.TryFind(pc, out uint value, ref probe) ? value : null;
                Steps.Add(steps);
            }
        }
    }
}
