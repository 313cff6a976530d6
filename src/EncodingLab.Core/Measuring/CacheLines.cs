using System.Runtime.CompilerServices;

namespace EncodingLab.Measuring;

/// <summary>Memory as the caches see it.</summary>
internal static class CacheLines
{
    public const int Bytes = 64;

    /// <summary>Reads one byte of every line. A call of its own, so that the reading is not optimised away.</summary>
    /// <returns>Their sum.</returns>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static long Read(ReadOnlySpan<byte> bytes)
    {
        long sum = 0;
        for (int i = 0; i < bytes.Length; i += Bytes)
        {
            sum += bytes[i];
        }

        return sum;
    }
}
