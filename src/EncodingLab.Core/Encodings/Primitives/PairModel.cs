using System.Buffers.Binary;

namespace EncodingLab.Encodings.Primitives;

/// <summary>The tokens of one table, and the cheapest for each pair.</summary>
internal sealed class PairModel
{
    private readonly PairRecord[] _records;
    private readonly HashIndex _exact = new(1 << 10);
    private readonly HashIndex _ofStep = new(1 << 10);
    private readonly HashIndex _ofValue = new(1 << 10);
    private readonly int[] _any;

    /// <summary>Tokens in this order.</summary>
    public PairModel(List<PairRecord> records, bool codes)
    {
        _records = [.. records];
        for (int i = 0; i < _records.Length; i++)
        {
            PairRecord record = _records[i];
            _ = (record.PcBytes, record.ValueBytes) switch
            {
                (0, 0) => _exact.GetOrAdd(PairTrainer.Key(record.Step, (uint)record.Value, record.None), i),
                (0, _) => _ofStep.GetOrAdd(((ulong)record.Step << 3) | (uint)record.ValueBytes, i),
                (_, 0) => _ofValue.GetOrAdd((PairTrainer.Key(0, (uint)record.Value, record.None) << 3) | (uint)record.PcBytes, i),
                _ => 0,
            };
        }

        _any = [.. Enumerable.Range(0, codes ? 4 : 16)];
    }

    /// <summary>Tokens.</summary>
    public int Count => _records.Length;

    public PairRecord Record(int token) => _records[token];

    /// <summary>The records as they stand in a table.</summary>
    /// <param name="order">The tokens in the order in which they are written.</param>
    public byte[] Bytes(IEnumerable<int> order)
    {
        var bytes = new byte[_records.Length * 4];
        int at = 0;
        foreach (int token in order)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(at), _records[token].Bits);
            at += 4;
        }

        return bytes;
    }

    /// <summary>The cheapest token that holds a pair; there is always one.</summary>
    public int Token(uint step, uint value, bool none)
    {
        value = none ? 0 : value;
        int best = step <= PairRecord.MaxStep ? _exact.Find(PairTrainer.Key(step, value, none)) : -1;
        if (best >= 0)
        {
            return best;
        }

        int cost = int.MaxValue;
        for (uint bytes = 1; bytes <= 2; bytes++)
        {
            Offer(_ofStep.Find(((ulong)step << 3) | bytes), ref best, ref cost);
            Offer(_ofValue.Find((PairTrainer.Key(0, value, none) << 3) | bytes), ref best, ref cost);
        }

        foreach (int token in _any)
        {
            Offer(token, ref best, ref cost);
        }

        return best;

        void Offer(int token, ref int best, ref int cost)
        {
            if (token >= 0 && _records[token].Cost < cost && _records[token].Holds(step, value, none))
            {
                (best, cost) = (token, _records[token].Cost);
            }
        }
    }
}
