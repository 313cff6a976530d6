using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace EncodingLab.Measuring;

/// <summary>One sample as it came from the clock.</summary>
/// <param name="Ticks">Of <see cref="Stopwatch"/>.</param>
/// <param name="ClockTicks">Ticks between two readings of the clock just before it: what reading costs at that moment.</param>
/// <param name="Checksum">The sum of the answers.</param>
internal readonly record struct RawSample(long Ticks, long ClockTicks, ulong Checksum);

/// <summary>Begins and ends a sample.</summary>
internal readonly ref struct SampleClock
{
    private readonly long _clockTicks;
    private readonly long _started;

    private SampleClock(long first, long second)
    {
        _clockTicks = second - first;
        _started = second;
    }

    /// <summary>Fetches the first pcs and the clock's own code, reads the clock twice, and begins.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SampleClock Start(ReadOnlySpan<uint> pcs)
    {
        CacheLines.Read(MemoryMarshal.AsBytes(pcs[..Math.Min(pcs.Length, CacheLines.Bytes)]));
        Stopwatch.GetTimestamp();
        long first = Stopwatch.GetTimestamp();
        return new(first, Stopwatch.GetTimestamp());
    }

    /// <summary>Ends it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public RawSample Stop(ulong checksum) => new(Stopwatch.GetTimestamp() - _started, _clockTicks, checksum);
}
