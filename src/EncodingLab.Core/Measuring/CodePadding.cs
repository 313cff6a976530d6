using System.Runtime.CompilerServices;

namespace EncodingLab.Measuring;

/// <summary>An empty method whose only use is the memory that its code takes: compiled between two copies of a loop, it changes where the later ones begin.</summary>
internal static class CodePadding
{
    /// <summary>
    /// Call after each copy of a loop. Halfway through the copies it has the method compiled for a type that was never seen, so that some begin at one half of a cache line and
    /// some at the other, whatever length they have themselves.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void After<TReader, TProbe>()
        where TReader : struct, allows ref struct
        where TProbe : struct, ILoopProbe
    {
        if (TProbe.Copy == 1)
        {
            Pad<TReader, TProbe>();
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Pad<TReader, TProbe>()
        where TReader : struct, allows ref struct
    {
    }
}
