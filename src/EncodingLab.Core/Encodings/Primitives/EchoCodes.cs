using System.Runtime.CompilerServices;

namespace EncodingLab.Encodings.Primitives;

/// <summary>One canonical code a cluster, ready to decode: a table for short codes, limits for long ones.</summary>
internal sealed class EchoCodes
{
    private const int MaxLength = CanonicalCode.MaxLength;

    private readonly ushort[] _fast;
    private readonly int[] _limits;
    private readonly ushort[] _offsets;
    private readonly byte[] _order;
    private readonly int _fastBits;
    private readonly int _symbols;

    private EchoCodes(int clusters, int symbols, int fastBits)
    {
        (_fastBits, _symbols) = (fastBits, symbols);
        _fast = new ushort[clusters << fastBits];
        _limits = new int[clusters * (MaxLength - fastBits)];
        _offsets = new ushort[_limits.Length];
        _order = new byte[clusters * symbols];
    }

    /// <summary>Bytes of state that decoding reads before the limits.</summary>
    public int FastBytes => _fast.Length * 2;

    /// <summary>Builds the codes of these lengths; null where a cluster has more codes than there is room for.</summary>
    /// <param name="lengths">Per cluster and symbol, 0 to 16.</param>
    /// <param name="clusters">At least 1.</param>
    /// <param name="fastBits">Codes up to this length are decoded by one look into a table.</param>
    public static EchoCodes? Build(ReadOnlySpan<byte> lengths, int clusters, int fastBits)
    {
        int symbols = lengths.Length / clusters;
        var codes = new EchoCodes(clusters, symbols, fastBits);
        for (int cluster = 0; cluster < clusters; cluster++)
        {
            if (!codes.Add(cluster, lengths.Slice(cluster * symbols, symbols)))
            {
                return null;
            }
        }

        return codes;
    }

    /// <summary>The symbol of the code at the top of a window in the low byte, its length above; 0 where there is none.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public uint Decode<TProbe>(int cluster, ulong window, ref TProbe probe)
        where TProbe : struct, IProbe, allows ref struct
    {
        int slot = (cluster << _fastBits) + (int)(window >> (64 - _fastBits));
        probe.ReadState(slot * 2, 2);
        uint entry = _fast[slot];
        return entry != 0 ? entry : DecodeLong(cluster, (int)(window >> 48), ref probe);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private uint DecodeLong<TProbe>(int cluster, int top, ref TProbe probe)
        where TProbe : struct, IProbe, allows ref struct
    {
        int lengths = MaxLength - _fastBits;
        ReadOnlySpan<int> limits = _limits.AsSpan(cluster * lengths, lengths);
        for (int i = 0; i < limits.Length; i++)
        {
            if (top < limits[i])
            {
                int length = _fastBits + 1 + i;
                probe.ReadState(FastBytes + (((cluster * lengths) + i) * 4), 4);
                int rank = (ushort)(_offsets[(cluster * lengths) + i] + (top >> (MaxLength - length)));
                return rank < _symbols ? _order[(cluster * _symbols) + rank] | ((uint)length << 8) : 0;
            }
        }

        return 0;
    }

    private bool Add(int cluster, ReadOnlySpan<byte> lengths)
    {
        int code = 0;
        int rank = 0;
        for (int length = 1; length <= MaxLength; length++)
        {
            code <<= 1;
            if (length > _fastBits)
            {
                _offsets[(cluster * (MaxLength - _fastBits)) + length - _fastBits - 1] = (ushort)(rank - code);
            }

            for (int symbol = 0; symbol < lengths.Length; symbol++)
            {
                if (lengths[symbol] != length)
                {
                    continue;
                }

                if (code >> length != 0)
                {
                    return false;
                }

                if (length <= _fastBits)
                {
                    _fast.AsSpan((cluster << _fastBits) + (code << (_fastBits - length)), 1 << (_fastBits - length)).Fill((ushort)(symbol | (length << 8)));
                }

                _order[(cluster * _symbols) + rank++] = (byte)symbol;
                code++;
            }

            if (length > _fastBits)
            {
                _limits[(cluster * (MaxLength - _fastBits)) + length - _fastBits - 1] = code << (MaxLength - length);
            }
        }

        return true;
    }
}
