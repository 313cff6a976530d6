using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace EncodingLab.Encodings.Primitives;

/// <summary>Asks for cache lines before they are needed. A hint: it changes no answer, and never faults.</summary>
internal static class CacheLines
{
    public const int Line = 64;

    /// <summary>Asks for the line at an offset from a reference; does nothing where the machine has no such hint.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe void Prefetch(ref readonly byte origin, nint offset)
    {
        if (Sse.IsSupported)
        {
            Sse.Prefetch0((byte*)Unsafe.AsPointer(ref Unsafe.AsRef(in origin)) + offset);
        }
    }

    /// <summary>Asks for the three lines after the one at an index; does nothing where the machine has no such hint.</summary>
    /// <param name="bytes">The bytes that will be read.</param>
    /// <param name="index">Where reading begins, inside the bytes.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe void PrefetchAfter(ReadOnlySpan<byte> bytes, int index)
    {
        if (Sse.IsSupported)
        {
            // The address may go stale when the collector moves the bytes: then the hint is wasted, nothing more.
            byte* at = (byte*)Unsafe.AsPointer(ref Unsafe.AsRef(in bytes[index]));
            Sse.Prefetch0(at + Line);
            Sse.Prefetch0(at + (2 * Line));
            Sse.Prefetch0(at + (3 * Line));
        }
    }
}
