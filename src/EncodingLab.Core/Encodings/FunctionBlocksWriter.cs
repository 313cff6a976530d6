using System.Numerics;
using System.Runtime.InteropServices;
using EncodingLab.Encodings.Primitives;
using EncodingLab.Tables;

namespace EncodingLab.Encodings;

/// <summary>Writes a <see cref="FunctionBlocks"/> table.</summary>
internal sealed class FunctionBlocksWriter
{
    private const int Fewest = 8;
    private const int FirstToken = 2;

    private readonly PcTable _table;
    private readonly int _shift;
    private readonly List<int> _starts = [];
    private readonly uint[] _model = new uint[256];
    private readonly Dictionary<uint, byte> _tokens = [];
    private readonly bool _hasPositions;

    public FunctionBlocksWriter(PcTable table, ReadOnlySpan<uint> functions, int longest)
    {
        (_table, _hasPositions) = (table, table.Kind.Rule == LookupRule.Covering);
        uint union = 0;
        foreach (uint pc in table.Pcs)
        {
            union |= pc;
        }

        _shift = union == 0 ? 0 : BitOperations.TrailingZeroCount(union);
        Cut(functions, longest);
        Train();
    }

    public void Write(ByteWriter output)
    {
        var bases = new uint[_starts.Count];
        var offsets = new int[_starts.Count];
        var units = new uint[_starts.Count];
        var bodies = new SharedBodies();
        for (int block = 0; block < _starts.Count; block++)
        {
            units[block] = _table.Pcs[_starts[block]] >> _shift;
            (int start, int end) = Bounds(block);
            bases[block] = FirstPosition(start, end);
            var body = new ByteWriter();
            WriteBody(start, end, bases[block], body);
            offsets[block] = bodies.Place(body.Written);
        }

        output.Part = BytePart.Index;
        output.WriteUInt32((uint)_table.Count);
        output.WriteByte((byte)_shift);
        RankedBlocks.WriteHeader(0, bases, bodies.All.Length, 8, 0, output);
        EliasFanoList.Write(units, EliasFanoList.MinPageBits, output);
        output.Part = BytePart.Index;
        RankedBlocks.WriteDirectory(bases, offsets, bodies.All.Length, output);
        output.Part = BytePart.Model;
        foreach (uint entry in _model)
        {
            output.WriteUInt32(entry);
        }

        output.Part = BytePart.Body;
        output.Write(bodies.All.Written);
        output.Reserve(RankedBlocks.Padding);
    }

    private void Cut(ReadOnlySpan<uint> functions, int longest)
    {
        int function = 0;
        int begun = 0;
        for (int i = 0; i < _table.Count; i++)
        {
            uint pc = _table.Pcs[i];
            bool enters = false;
            while (function < functions.Length && functions[function] <= pc)
            {
                function++;
                enters = true;
            }

            int entries = i - begun;
            bool ends = (enters && entries >= Fewest) || entries >= longest;
            if (i == 0 || (ends && pc != _table.Pcs[i - 1]))
            {
                _starts.Add(i);
                begun = i;
            }
        }
    }

    private (int Start, int End) Bounds(int block) => (_starts[block], block + 1 < _starts.Count ? _starts[block + 1] : _table.Count);

    private uint FirstPosition(int start, int end)
    {
        int first = _hasPositions ? _table.Values[start..end].IndexOfAnyExcept(TableKind.None) : -1;
        return first < 0 ? 0 : _table.Values[start + first];
    }

    /// <summary>The most frequent pairs of steps get tokens.</summary>
    private void Train()
    {
        var counts = new Dictionary<uint, int>();
        for (int block = 0; block < _starts.Count; block++)
        {
            (int start, int end) = Bounds(block);
            uint position = FirstPosition(start, end);
            for (int i = start; i < end; i++)
            {
                if (PairOf(i, start, ref position) is uint pair)
                {
                    CollectionsMarshal.GetValueRefOrAddDefault(counts, pair, out _)++;
                }
            }
        }

        int token = FirstToken;
        foreach (uint pair in counts.OrderByDescending(count => count.Value).ThenBy(count => count.Key).Take(256 - FirstToken).Select(count => count.Key))
        {
            _model[token] = pair;
            _tokens[pair] = (byte)token++;
        }
    }

    /// <summary>An entry's steps as the model holds them; null where they are too long for it.</summary>
    private uint? PairOf(int entry, int start, ref uint position)
    {
        uint step = entry == start ? 0 : (_table.Pcs[entry] - _table.Pcs[entry - 1]) >> _shift;
        uint value = _table.Values[entry];
        bool none = _hasPositions && value == TableKind.None;
        int payload = none ? 0 : _hasPositions ? (int)(value - position) : (int)value;
        position = none ? position : value;
        bool fits = step >> FunctionBlocks.UnitBits == 0 && payload << FunctionBlocks.PayloadShift >> FunctionBlocks.PayloadShift == payload;
        return fits ? step | (none ? FunctionBlocks.NoneFlag : 0u) | ((uint)payload << FunctionBlocks.PayloadShift) : null;
    }

    private void WriteBody(int start, int end, uint position, ByteWriter body)
    {
        for (int i = start; i < end; i++)
        {
            uint before = position;
            if (PairOf(i, start, ref position) is uint pair && _tokens.TryGetValue(pair, out byte token))
            {
                body.WriteByte(token);
                continue;
            }

            ulong step = i == start ? 0 : (_table.Pcs[i] - _table.Pcs[i - 1]) >> _shift;
            uint value = _table.Values[i];
            body.WriteByte(FunctionBlocks.EscapeToken);
            if (!_hasPositions)
            {
                body.WriteUleb128(step);
                body.WriteByte((byte)value);
                continue;
            }

            body.WriteUleb128((step << 1) | (value == TableKind.None ? 1u : 0));
            if (value != TableKind.None)
            {
                body.WriteSleb128((int)(value - before));
            }
        }

        body.WriteByte(FunctionBlocks.EndToken);
    }

    /// <summary>Bodies, each kept once.</summary>
    private sealed class SharedBodies
    {
        private readonly Dictionary<ulong, int> _places = [];

        public ByteWriter All { get; } = new(1 << 16);

        /// <summary>Where a body is; it is appended where it is new. Bodies end with a token, so that none is the beginning of another.</summary>
        public int Place(ReadOnlySpan<byte> body)
        {
            ulong hash = 14695981039346656037;
            foreach (byte one in body)
            {
                hash = (hash ^ one) * 1099511628211;
            }

            ref int place = ref CollectionsMarshal.GetValueRefOrAddDefault(_places, hash, out bool exists);
            if (exists && All.Written[place..].StartsWith(body))
            {
                return place;
            }

            int appended = All.Length;
            place = appended;
            All.Write(body);
            return appended;
        }
    }
}
