using System.Numerics;
using EncodingLab.Tables;

namespace EncodingLab.Encodings.Primitives;

/// <summary>A Huffman code of position deltas: one symbol for none, one for each frequent delta, one for each range of 2^n deltas.</summary>
internal sealed class DeltaCode
{
    /// <summary>Deltas within this distance may have symbols of their own.</summary>
    private const int Near = 1024;
    private const int Ranges = 64;
    private const int FirstRange = 1;
    private const int FirstNear = FirstRange + Ranges;
    private const int NoneFlag = 1 << 10;

    private readonly int[] _symbolOfNear = new int[2 * Near];
    private readonly byte[] _lengths;
    private readonly uint[] _codes;

    private DeltaCode(int[] counts, int[] rangeCounts, int none, int entries)
    {
        // A delta gets a symbol where it is frequent enough to pay for its share of the table.
        int least = Math.Max(entries >> 11, 4);
        var all = new int[FirstNear + (2 * Near)];
        all[0] = none;
        rangeCounts.CopyTo(all, FirstRange);
        for (int i = 0; i < counts.Length; i++)
        {
            bool own = counts[i] >= least;
            _symbolOfNear[i] = own ? FirstNear + i : FirstRange + RangeOf(i - Near);
            all[_symbolOfNear[i]] += counts[i];
        }

        _lengths = Limited(all);
        TableBits = Math.Max(_lengths.Max(), (byte)1);
        _codes = CodesOf(_lengths);
        Table = TableOf();
    }

    /// <summary>The longest code.</summary>
    public int TableBits { get; }

    /// <summary>The token that begins with each run of <see cref="TableBits"/> bits.</summary>
    public uint[] Table { get; }

    /// <summary>Learns the code of a table.</summary>
    public static DeltaCode Train(ReadOnlySpan<uint> values, uint position)
    {
        var near = new int[2 * Near];
        var ranges = new int[Ranges];
        int none = 0;
        foreach (uint value in values)
        {
            if (value == TableKind.None)
            {
                none++;
                continue;
            }

            int delta = (int)(value - position);
            position = value;
            if ((uint)(delta + Near) < near.Length)
            {
                near[delta + Near]++;
            }
            else
            {
                ranges[RangeOf(delta)]++;
            }
        }

        return new(near, ranges, none, values.Length);
    }

    /// <summary>The bits of a value after a position.</summary>
    public DeltaToken TokenOf(uint value, uint position)
    {
        if (value == TableKind.None)
        {
            return new(_codes[0], _lengths[0]);
        }

        int delta = (int)(value - position);
        int symbol = (uint)(delta + Near) < _symbolOfNear.Length ? _symbolOfNear[delta + Near] : FirstRange + RangeOf(delta);
        ulong extra = (uint)delta - (uint)LeastOf(symbol);
        return new(_codes[symbol] | (extra << _lengths[symbol]), _lengths[symbol] + ExtraOf(symbol));
    }

    /// <summary>Ranges 2n and 2n + 1 are the deltas of n bits: from 2^(n-1) up, and from -2^n + 1 up. Ranges of deltas too far for a table's field begin at 0 and have 32 bits.</summary>
    private static int RangeOf(int delta)
    {
        int bits = 32 - BitOperations.LeadingZeroCount((uint)(delta < 0 ? -(long)delta : delta));
        return bits > 20 ? Ranges - 1 : (2 * bits) + (delta < 0 ? 1 : 0);
    }

    private static int LeastOf(int symbol)
    {
        int range = symbol - FirstRange;
        int bits = range >> 1;
        return symbol >= FirstNear ? symbol - FirstNear - Near : symbol == 0 || range == Ranges - 1 || bits == 0 ? 0 : (range & 1) == 0 ? 1 << (bits - 1) : -(1 << bits) + 1;
    }

    private static int ExtraOf(int symbol)
    {
        int range = symbol - FirstRange;
        return symbol == 0 || symbol >= FirstNear ? 0 : range == Ranges - 1 ? 32 : Math.Max((range >> 1) - 1, 0);
    }

    /// <summary>Code lengths within a table: rare symbols are counted as more frequent until their codes are short enough.</summary>
    private static byte[] Limited(int[] counts)
    {
        byte[] lengths = CanonicalCode.Lengths(counts, 1);
        for (int floor = 1; lengths.Max() > RankedBlocks.MaxTableBits - 1; floor *= 2)
        {
            lengths = CanonicalCode.Lengths([.. counts.Select(count => count == 0 ? 0 : Math.Max(count, floor))], 1);
        }

        return lengths;
    }

    private static uint[] CodesOf(byte[] lengths)
    {
        var codes = new uint[lengths.Length];
        uint next = 0;
        for (int length = 1; length <= CanonicalCode.MaxLength; length++, next <<= 1)
        {
            for (int symbol = 0; symbol < lengths.Length; symbol++)
            {
                if (lengths[symbol] == length)
                {
                    codes[symbol] = Reversed(next++, length);
                }
            }
        }

        return codes;
    }

    private static uint Reversed(uint code, int length)
    {
        uint reversed = 0;
        for (int i = 0; i < length; i++)
        {
            reversed |= ((code >> i) & 1) << (length - 1 - i);
        }

        return reversed;
    }

    private uint[] TableOf()
    {
        var table = new uint[1 << TableBits];
        for (int symbol = 0; symbol < _lengths.Length; symbol++)
        {
            int length = _lengths[symbol];
            uint token = (uint)(length + ExtraOf(symbol)) | ((uint)length << 6) | (symbol == 0 ? NoneFlag : 0u) | ((uint)LeastOf(symbol) << 11);
            for (uint bits = _codes[symbol]; length > 0 && bits < table.Length; bits += 1u << length)
            {
                table[bits] = token;
            }
        }

        return table;
    }
}

/// <summary>Bits of a token, the first lowest.</summary>
internal readonly record struct DeltaToken(ulong Bits, int Length);
