using System.Numerics;
using System.Runtime.CompilerServices;
using EncodingLab.Encodings.Primitives;
using EncodingLab.Tables;

namespace EncodingLab.Encodings;

/// <summary>Reads a position of an <see cref="EliasFanoPfor"/> block: the sum of the deltas up to it.</summary>
internal readonly struct PatchedSums : IRankedValues
{
    private const ulong Pairs = 0x00ff00ff00ff00ff;

    public static uint Get<TOps, TProbe>(ref readonly byte origin, in RankedBlocks blocks, int entry, ref TProbe probe)
        where TOps : struct, IWordOps
        where TProbe : struct, IProbe, allows ref struct
    {
        int at = blocks.Find(in origin, entry, out uint position, ref probe);
        int block = 1 << blocks.BlockBits;
        uint head = BitPacking.Half(in origin, at);
        int presentBytes = (block + 7) >> 3;
        int presentAt = Math.Min(at + EliasFanoPfor.HeadBytes, blocks.Last);
        probe.Read(at, EliasFanoPfor.HeadBytes);
        probe.Read(presentAt, presentBytes);
        ulong present = TOps.Low(BitPacking.Word(in origin, presentAt), block);
        int width = (int)head & EliasFanoPfor.MaxWidth;
        int patches = (int)(head >> 8) & 0xff;
        int rank = entry & (block - 1);
        int count = BitOperations.PopCount(TOps.Low(present, rank + 1));
        int fieldsAt = presentAt + presentBytes;
        position += SumFields<TOps, TProbe>(in origin, fieldsAt, width, count, blocks.Last, ref probe) + (uint)(count * blocks.Bias);
        if (patches != 0)
        {
            int placesAt = fieldsAt + (((BitOperations.PopCount(present) * width) + 7) >> 3);
            position += SumPatches(in origin, placesAt, patches, (head & EliasFanoPfor.WideBit) != 0, count, blocks.Last, ref probe);
        }

        return position | (((present >> rank) & 1) == 0 ? TableKind.None : 0);
    }

    // Eight fields take as many bytes as one has bits, so that every step begins at a byte.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint SumFields<TOps, TProbe>(ref readonly byte origin, int at, int width, int count, int last, ref TProbe probe)
        where TOps : struct, IWordOps
        where TProbe : struct, IProbe, allows ref struct
    {
        ulong lanes = BitPacking.Lanes(width);
        ulong sums = 0;
        for (int left = count; left > 0; left -= 8, at += width)
        {
            int fieldsAt = Math.Min(at, last);
            probe.Read(fieldsAt, 8);
            ulong fields = TOps.Low(TOps.Spread(BitPacking.Word(in origin, fieldsAt), width, lanes), Math.Min(left, 8) * 8);
            sums += (fields & Pairs) + ((fields >> 8) & Pairs);
        }

        return (uint)((sums * 0x0001000100010001) >> 48);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint SumPatches<TProbe>(ref readonly byte origin, int at, int patches, bool wide, int count, int last, ref TProbe probe)
        where TProbe : struct, IProbe, allows ref struct
    {
        uint sum = 0;
        int deltasAt = at + patches;
        for (int i = 0; i < patches; i++)
        {
            int placeAt = Math.Min(at + i, last);
            int deltaAt = Math.Min(deltasAt + (i * (wide ? 4 : 2)), last);
            probe.Read(placeAt, 1);
            probe.Read(deltaAt, wide ? 4 : 2);
            uint delta = BitPacking.Half(in origin, deltaAt);
            delta = wide ? delta : (uint)(short)delta;
            int before = (byte)BitPacking.Half(in origin, placeAt) - count;
            sum += delta & (uint)(before >> 31);
        }

        return sum;
    }
}
