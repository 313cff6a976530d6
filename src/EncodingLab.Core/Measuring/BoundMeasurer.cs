using System.Buffers.Binary;
using System.IO.Compression;
using EncodingLab.Encodings;
using EncodingLab.Files;
using EncodingLab.Results;
using EncodingLab.Tables;

namespace EncodingLab.Measuring;

/// <summary>Rows of <c>kind=bound</c>: how few bytes the data could take where nobody had to answer from them.</summary>
/// <param name="tables">A file's tables on a track.</param>
internal sealed class BoundMeasurer(CodeTables tables)
{
    private const int BrotliQuality = 9;
    private const int BrotliWindow = 24;

    /// <summary>Order-0 entropy of the tokens, table by table.</summary>
    public const string Order0 = "order-0-entropy";

    /// <summary>Order-0 entropy of the tokens of both tables in one structure.</summary>
    public const string JointOrder0 = "order-0-entropy-joint";

    /// <summary>An adaptive code of the same tokens: their entropy, with what it costs to learn the frequencies.</summary>
    public const string JointOrder0Adaptive = "order-0-adaptive-joint";

    /// <summary>An adaptive code that knows one token before.</summary>
    public const string Order1 = "order-1-adaptive";

    /// <summary>Wasmtime 47's own bytes through Brotli.</summary>
    public const string Brotli47 = "brotli-v47";

    /// <summary>Deltas of pcs and values as two streams of bytes through Brotli.</summary>
    public const string BrotliStreams = "brotli-streams";

    // What a table's slow bounds are: both tables together need them again.
    private readonly Dictionary<(string Bound, TableKind Question), long> _slow = [];

    /// <summary>The bounds of one table.</summary>
    /// <param name="blank">A row with the key of the table; encoding and kind are filled in.</param>
    /// <param name="content">The file.</param>
    /// <param name="kind">Which.</param>
    /// <param name="all">Whether the slow ones (order 1, Brotli) are wanted too.</param>
    public IEnumerable<SizeRow> Measure(SizeRow blank, LabFileContent content, TableKind kind, bool all)
    {
        ulong[][] streams = [.. kind.Questions.Select(question => EntropyTokens.Of(tables[question]))];
        yield return Row(Order0, streams.Sum(stream => TokenEntropy.Order0Bytes(stream)));
        if (kind.Rule == LookupRule.Joint)
        {
            ulong[] joint = EntropyTokens.OfJoint(tables[TableKind.Traps], tables[TableKind.AddressMap]);
            yield return Row(JointOrder0, TokenEntropy.Order0Bytes(joint));
            yield return Row(JointOrder0Adaptive, TokenEntropy.Order0AdaptiveBytes(joint));
        }

        if (all)
        {
            yield return Row(Order1, Slow(Order1, question => TokenEntropy.Order1Bytes(EntropyTokens.Of(tables[question]))));
            yield return Row(Brotli47, Slow(Brotli47, question => Brotli(EncodingCatalog.Wasmtime47.Encode(tables, question).Bytes)));
            yield return Row(BrotliStreams, Slow(BrotliStreams, question => Brotli(Streams(tables[question]))));
        }

        long Slow(string bound, Func<TableKind, long> measure) => kind.Questions.Sum(question =>
        {
            if (!_slow.TryGetValue((bound, question), out long bytes))
            {
                _slow[(bound, question)] = bytes = measure(question);
            }

            return bytes;
        });

        SizeRow Row(string name, long bytes)
        {
            int entries = tables.Entries(kind);
            return blank with
            {
                Encoding = name,
                Kind = "bound",
                BlockEntries = null,
                Entries = entries,
                Bytes = bytes,
                BytesPerEntry = entries == 0 ? null : Math.Round((double)bytes / entries, 4),
                RatioToLegacy = Ratio(EncodingCatalog.Legacy),
                RatioToV47 = Ratio(EncodingCatalog.Wasmtime47),
                FileBytes = content.Bytes,
            };

            double? Ratio(TableEncoding baseline) => kind.Questions.Sum(question => content.BaselineBytes(baseline, question)) is > 0 and long sum ? Math.Round((double)bytes / sum, 4) : null;
        }
    }

    private static long Brotli(ReadOnlySpan<byte> bytes)
    {
        byte[] packed = new byte[BrotliEncoder.GetMaxCompressedLength(bytes.Length) + 16];
        return BrotliEncoder.TryCompress(bytes, packed, out int written, BrotliQuality, BrotliWindow) ? written : throw new InvalidOperationException("Brotli had no room");
    }

    /// <summary>Deltas as bytes, plane by plane: all low bytes of the pc deltas, all second bytes, and so on; then the value deltas likewise.</summary>
    private static byte[] Streams(PcTable table)
    {
        byte[] bytes = new byte[table.Count * 8];
        uint previousPc = 0;
        long previousValue = 0;
        Span<byte> word = stackalloc byte[8];
        for (int i = 0; i < table.Count; i++)
        {
            uint value = table.Values[i];
            long step = value == TableKind.None ? long.MinValue : value - previousValue;
            previousValue = value == TableKind.None ? previousValue : value;
            uint zigzag = step == long.MinValue ? 0 : (uint)((step << 1) ^ (step >> 63)) + 1;
            BinaryPrimitives.WriteUInt32LittleEndian(word, table.Pcs[i] - previousPc);
            BinaryPrimitives.WriteUInt32LittleEndian(word[4..], table.Kind.Rule == LookupRule.Exact ? value : zigzag);
            previousPc = table.Pcs[i];
            for (int plane = 0; plane < word.Length; plane++)
            {
                bytes[(plane * table.Count) + i] = word[plane];
            }
        }

        return bytes;
    }
}
