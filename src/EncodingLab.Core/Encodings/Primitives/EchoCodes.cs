using System.Runtime.CompilerServices;

namespace EncodingLab.Encodings.Primitives;

/// <summary>One canonical code a cluster, ready to decode: a table for short codes, limits for long ones.</summary>
internal sealed class EchoCodes
{
    private const int MaxLength = CanonicalCode.MaxLength;

    private readonly int[] _limits;
    private readonly ushort[] _offsets;
    private readonly byte[] _order;
    private readonly int _symbols;

    private EchoCodes(int clusters, int symbols)
    {
        _symbols = symbols;
        Fast = new ushort[clusters << FastBits];
        _limits = new int[clusters * (MaxLength - FastBits)];
        _offsets = new ushort[_limits.Length];
        _order = new byte[clusters * symbols];
    }

    /// <summary>Codes up to this length are decoded by one look into <see cref="Fast"/>.</summary>
    public const int FastBits = 8;

    /// <summary>Per cluster and first bits of a window, an entry: the symbol and its code's length; 0 where no code is that short.</summary>
    public ushort[] Fast { get; }

    /// <summary>Builds the codes of two lists of clusters; null where a cluster has more codes than there is room for.</summary>
    /// <param name="first">Per cluster and symbol, length 0 to 16.</param>
    /// <param name="firstClusters">At least 1.</param>
    /// <param name="second">As <paramref name="first"/>.</param>
    /// <param name="secondClusters">Clusters numbered behind the first.</param>
    public static EchoCodes? Build(ReadOnlySpan<byte> first, int firstClusters, ReadOnlySpan<byte> second, int secondClusters)
    {
        int symbols = first.Length / firstClusters;
        int others = secondClusters == 0 ? 0 : second.Length / secondClusters;
        var codes = new EchoCodes(firstClusters + secondClusters, Math.Max(symbols, others));
        bool fits = true;
        for (int cluster = 0; cluster < firstClusters + secondClusters && fits; cluster++)
        {
            fits = codes.Add(cluster, cluster < firstClusters ? first.Slice(cluster * symbols, symbols) : second.Slice((cluster - firstClusters) * others, others));
        }

        return fits ? codes : null;
    }

    /// <summary>The symbol of an entry.</summary>
    public static int Symbol(uint entry) => (byte)entry;

    /// <summary>The length of an entry's code.</summary>
    public static int Length(uint entry) => (int)(entry >> 8);

    /// <summary>The entry of the code at the top of a window; 0 where there is none.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public uint Decode<TProbe>(int cluster, ulong window, ref TProbe probe)
        where TProbe : struct, IProbe, allows ref struct
    {
        int slot = (cluster << FastBits) + (int)(window >> (64 - FastBits));
        probe.ReadState(EchoState.MapBytes + (slot * 2), 2);
        uint entry = Fast[slot];
        return entry != 0 ? entry : DecodeLong(cluster, (int)(window >> 48), ref probe);
    }

    /// <summary>As <see cref="Decode"/>, for a code that the table does not hold; from its first 16 bits.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public uint DecodeLong<TProbe>(int cluster, int top, ref TProbe probe)
        where TProbe : struct, IProbe, allows ref struct
    {
        int lengths = MaxLength - FastBits;
        ReadOnlySpan<int> limits = _limits.AsSpan(cluster * lengths, lengths);
        for (int i = 0; i < limits.Length; i++)
        {
            if (top < limits[i])
            {
                int length = FastBits + 1 + i;
                probe.ReadState(EchoState.MapBytes + (Fast.Length * 2) + (((cluster * lengths) + i) * 4), 4);
                int rank = (ushort)(_offsets[(cluster * lengths) + i] + (top >> (MaxLength - length)));
                return rank < _symbols ? Entry(_order[(cluster * _symbols) + rank], length) : 0u;
            }
        }

        return 0;
    }

    private static ushort Entry(int symbol, int length) => (ushort)(symbol | (length << 8));

    private bool Add(int cluster, ReadOnlySpan<byte> lengths)
    {
        int code = 0;
        int rank = 0;
        for (int length = 1; length <= MaxLength; length++)
        {
            code <<= 1;
            if (length > FastBits)
            {
                _offsets[(cluster * (MaxLength - FastBits)) + length - FastBits - 1] = (ushort)(rank - code);
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

                if (length <= FastBits)
                {
                    Fast.AsSpan((cluster << FastBits) + (code << (FastBits - length)), 1 << (FastBits - length)).Fill(Entry(symbol, length));
                }

                _order[(cluster * _symbols) + rank++] = (byte)symbol;
                code++;
            }

            if (length > FastBits)
            {
                _limits[(cluster * (MaxLength - FastBits)) + length - FastBits - 1] = code << (MaxLength - length);
            }
        }

        return true;
    }
}
