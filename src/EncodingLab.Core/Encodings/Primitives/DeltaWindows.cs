using EncodingLab.Tables;

namespace EncodingLab.Encodings.Primitives;

/// <summary>Chooses the least delta of a nibble and of a byte for a table's position deltas.</summary>
internal static class DeltaWindows
{
    private const int TrainedDeltas = 1024;

    /// <summary>The windows of 16 and then of 256 deltas that hold most.</summary>
    public static (int Nibble, int Byte) Train(ReadOnlySpan<uint> values)
    {
        var counts = new int[2 * TrainedDeltas];
        uint previous = 0;
        foreach (uint value in values)
        {
            if (value != TableKind.None)
            {
                uint slot = value - previous + TrainedDeltas;
                previous = value;
                if (slot < counts.Length)
                {
                    counts[slot]++;
                }
            }
        }

        int nibble = Best(counts, 16);
        counts.AsSpan(nibble, 16).Clear();
        return (nibble - TrainedDeltas, Best(counts, 256) - TrainedDeltas);
    }

    private static int Best(int[] counts, int width)
    {
        int best = 0;
        long bestSum = -1;
        long sum = 0;
        for (int end = 0; end < counts.Length; end++)
        {
            sum += counts[end] - (end >= width ? counts[end - width] : 0);
            if (end >= width - 1 && sum > bestSum)
            {
                (best, bestSum) = (end - width + 1, sum);
            }
        }

        return best;
    }
}
