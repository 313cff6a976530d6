using System.Numerics;

namespace EncodingLab.Encodings.Primitives;

/// <content>Writing a list.</content>
internal readonly partial struct EliasFanoList
{
    /// <summary>Writes a list of non-decreasing units; the caller adds the padding behind the last list.</summary>
    public static void Write(ReadOnlySpan<uint> units, int pageBits, ByteWriter output)
    {
        int low = BestLow(units, pageBits);
        uint first = units.IsEmpty ? 0 : units[0] >> low;
        uint granules = units.IsEmpty ? 0 : (units[^1] >> low) - first + 1;
        int rankBytes = Math.Max(1, (39 - BitOperations.LeadingZeroCount((uint)units.Length)) >> 3);
        output.Part = BytePart.Index;
        output.WriteUInt32((uint)units.Length);
        output.WriteUInt32(first);
        output.WriteUInt32(granules);
        output.WriteByte((byte)low);
        output.WriteByte((byte)rankBytes);
        output.WriteByte((byte)pageBits);
        int pages = Pages(granules, pageBits);
        Span<byte> directory = output.Reserve(pages * rankBytes);
        for (int page = 0, rank = 0; page < pages; page++)
        {
            while (rank < units.Length && (units[rank] >> low) - first < (ulong)page << pageBits)
            {
                rank++;
            }

            BitPacking.Set(directory, (long)page * rankBytes * 8, (ulong)rank, rankBytes * 8);
        }

        output.Part = BytePart.Body;
        Span<byte> upper = output.Reserve(BitPacking.BytesFor(units.Length + (long)granules));
        for (int i = 0; i < units.Length; i++)
        {
            long bit = i + (long)((units[i] >> low) - first);
            upper[(int)(bit >> 3)] |= (byte)(1 << (int)(bit & 7));
        }

        Span<byte> lows = output.Reserve(BitPacking.BytesFor((long)units.Length * low));
        for (int i = 0; i < units.Length; i++)
        {
            BitPacking.Set(lows, (long)i * low, units[i] & ((1u << low) - 1), low);
        }
    }

    /// <summary>The low width of the fewest bits, unless one that words can compare costs at most a tenth more.</summary>
    private static int BestLow(ReadOnlySpan<uint> units, int pageBits)
    {
        int best = 0;
        double bestBits = double.MaxValue;
        for (int low = 0; low < 32 && !units.IsEmpty; low++)
        {
            long granules = (units[^1] >> low) - (long)(units[0] >> low) + 1;
            double bits = ((units.Length * (long)low) + granules + ((granules >> pageBits) * 24)) * (low > MaxFastLow ? 1.1 : 1);
            (best, bestBits) = bits < bestBits ? (low, bits) : (best, bestBits);
        }

        return best;
    }
}
