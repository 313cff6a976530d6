using System.Numerics;

namespace EncodingLab.Encodings.Primitives;

/// <summary>What one of the two streams is coded with.</summary>
/// <param name="Symbols">The alphabet, frequent symbols first.</param>
/// <param name="Map">Cluster of each context.</param>
/// <param name="Clusters">Number of clusters.</param>
/// <param name="Lengths">Per cluster and symbol, code length, 0 where it has no code.</param>
internal sealed record EchoStream(EchoSymbol[] Symbols, byte[] Map, int Clusters, byte[] Lengths);

/// <summary>The model as bytes.</summary>
/// <remarks>
/// <code>
/// width of an echo's address             : u8
/// widths of an echo's pc and value sums  : 2 x 4 x u8
/// symbols, clusters of positions, of pcs : 2 x u8, 2 x u8
/// then bits, most significant first: the symbols of positions but the echo, of pcs (EchoSymbol); per stream the clusters of its contexts in runs:
/// the cluster in as many bits as the greatest takes, gamma(contexts); per stream four codes for lengths, 17 x 4 bits each: behind a 0 and under a 0
/// (the same symbol's length in the cluster before), behind another, under another, both; then each length in these codes; zeros to the next byte
/// </code>
/// </remarks>
internal static class EchoModel
{
    public const int HeaderBytes = 13;
    public const int MaxClusters = 28;

    private const int LengthSymbols = CanonicalCode.MaxLength + 1;
    private const int LengthCodes = 4;

    /// <summary>Writes both streams.</summary>
    public static void Write(int addressBits, ReadOnlySpan<byte> pcWidths, ReadOnlySpan<byte> valueWidths, EchoStream values, EchoStream steps, ByteWriter output)
    {
        output.WriteByte((byte)addressBits);
        output.Write(pcWidths);
        output.Write(valueWidths);
        output.Write([(byte)values.Symbols.Length, (byte)values.Clusters, (byte)steps.Symbols.Length, (byte)steps.Clusters]);
        var bits = new BitBuffer();
        foreach (EchoSymbol symbol in values.Symbols.Skip(1).Concat(steps.Symbols))
        {
            symbol.Write(bits);
        }

        WriteMap(values, bits);
        WriteMap(steps, bits);
        WriteLengths(values, bits);
        WriteLengths(steps, bits);
        output.Write(bits.Bytes);
    }

    /// <summary>Reads a stream's symbols; false where they are none.</summary>
    public static bool TryReadSymbols(ref BitCursor bits, scoped Span<ulong> symbols)
    {
        for (int i = 0; i < symbols.Length; i++)
        {
            if (!EchoSymbol.TryRead(ref bits, out EchoSymbol symbol))
            {
                return false;
            }

            symbols[i] = symbol.Pack();
        }

        return true;
    }

    /// <summary>Reads a stream's clusters of contexts; false where one is none.</summary>
    public static bool TryReadMap(ref BitCursor bits, scoped Span<byte> map, int firstCluster, int clusters)
    {
        for (int start = 0; start < map.Length;)
        {
            uint cluster = bits.Read(ClusterBits(clusters));
            uint run = bits.ReadGamma();
            if (cluster >= clusters || run == 0 || run > map.Length - start)
            {
                return false;
            }

            map.Slice(start, (int)run).Fill((byte)(firstCluster + cluster));
            start += (int)run;
        }

        return true;
    }

    /// <summary>Reads a stream's code lengths; false where they are none.</summary>
    public static bool TryReadLengths(ref BitCursor bits, scoped Span<byte> lengths, int symbols)
    {
        Span<byte> own = stackalloc byte[LengthCodes * LengthSymbols];
        for (int i = 0; i < own.Length; i++)
        {
            own[i] = (byte)bits.Read(4);
        }

        if (EchoCodes.Build(own, LengthCodes, default, 0) is not { } codes)
        {
            return false;
        }

        NoProbe probe = default;
        for (int i = 0; i < lengths.Length; i++)
        {
            BitCursor ahead = bits;
            uint entry = codes.Decode(LengthCode(lengths, i, symbols), (ulong)ahead.Read(CanonicalCode.MaxLength) << 48, ref probe);
            bits.Read(EchoCodes.Length(entry));
            lengths[i] = (byte)EchoCodes.Symbol(entry);
            if (entry == 0)
            {
                return false;
            }
        }

        return bits.IsWithin;
    }

    private static int ClusterBits(int clusters) => clusters == 1 ? 0 : BitOperations.Log2((uint)clusters - 1) + 1;

    private static void WriteMap(EchoStream stream, BitBuffer bits)
    {
        for (int start = 0, end; start < stream.Map.Length; start = end)
        {
            end = start;
            while (end < stream.Map.Length && stream.Map[end] == stream.Map[start])
            {
                end++;
            }

            bits.Append(stream.Map[start], ClusterBits(stream.Clusters));
            EchoSymbol.AppendGamma(bits, (uint)(end - start));
        }
    }

    private static void WriteLengths(EchoStream stream, BitBuffer bits)
    {
        int symbols = stream.Symbols.Length;
        var counts = new int[LengthCodes * LengthSymbols];
        for (int i = 0; i < stream.Lengths.Length; i++)
        {
            counts[(LengthCode(stream.Lengths, i, symbols) * LengthSymbols) + stream.Lengths[i]]++;
        }

        // No length is so rare that its own code would exceed 15 bits.
        int least = (stream.Lengths.Length / 1000) + 1;
        var own = new byte[counts.Length];
        var codes = new uint[counts.Length];
        for (int start = 0; start < counts.Length; start += LengthSymbols)
        {
            int[] raised = [.. counts.Skip(start).Take(LengthSymbols).Select(count => count == 0 ? 0 : count + least)];
            CanonicalCode.Lengths(raised, 1).CopyTo(own, start);
            CanonicalCode.Codes(own.AsSpan(start, LengthSymbols)).CopyTo(codes, start);
        }

        foreach (byte length in own)
        {
            bits.Append(length, 4);
        }

        for (int i = 0; i < stream.Lengths.Length; i++)
        {
            int slot = (LengthCode(stream.Lengths, i, symbols) * LengthSymbols) + stream.Lengths[i];
            bits.Append(codes[slot], own[slot]);
        }
    }

    // Whether the length before and the one of the same symbol in the cluster before are 0.
    private static int LengthCode(ReadOnlySpan<byte> lengths, int index, int symbols) =>
        (index > 0 && lengths[index - 1] != 0 ? 1 : 0) + (index >= symbols && lengths[index - symbols] != 0 ? 2 : 0);
}
