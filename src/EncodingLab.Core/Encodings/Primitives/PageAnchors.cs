using System.Numerics;

namespace EncodingLab.Encodings.Primitives;

/// <summary>How far the position where a page begins lies from the expected one: a 2-bit choice among four widths, then that many bits.</summary>
internal static class PageAnchors
{
    public const int Choices = 4;

    /// <summary>Widths that make these differences shortest; the last holds every difference.</summary>
    public static byte[] Widths(ReadOnlySpan<int> differences)
    {
        var byWidth = new int[33];
        foreach (int difference in differences)
        {
            byWidth[Width(difference)]++;
        }

        byte[] best = [8, 12, 16, 32];
        long least = long.MaxValue;
        for (byte a = 0; a < 30; a++)
        {
            for (byte b = (byte)(a + 1); b < 31; b++)
            {
                for (byte c = (byte)(b + 1); c < 32; c++)
                {
                    long total = 0;
                    for (int width = 0; width <= 32; width++)
                    {
                        total += (long)byWidth[width] * (width <= a ? a : width <= b ? b : width <= c ? c : 32);
                    }

                    (least, best) = total < least ? (total, [a, b, c, 32]) : (least, best);
                }
            }
        }

        return best;
    }

    /// <summary>The first choice wide enough.</summary>
    public static int Choose(int difference, ReadOnlySpan<byte> widths)
    {
        int choice = 0;
        while (widths[choice] < Width(difference))
        {
            choice++;
        }

        return choice;
    }

    /// <summary>Bits of a difference in two's complement; 0 for 0.</summary>
    private static int Width(int difference) =>
        difference == 0 ? 0 : 33 - BitOperations.LeadingZeroCount((uint)(difference < 0 ? ~difference : difference));
}
