using System.Runtime.CompilerServices;
using EncodingLab.Encodings;
using EncodingLab.Experiments;

namespace EncodingLab.Measuring;

/// <summary>A way to ask a reader for many pcs. Static and generic, so that the JIT compiles one loop per reader with nothing dispatched inside.</summary>
internal interface ILookupWalk
{
    /// <summary>Asks for every pc and sums the answers.</summary>
    /// <param name="reader">An open reader of the bytes.</param>
    /// <param name="bytes">The encoded bytes, for walks that open them anew.</param>
    /// <param name="parameter">For opening.</param>
    /// <param name="pcs">What to ask.</param>
    /// <param name="zero">Zero, which the compiler cannot know.</param>
    static abstract ulong Walk<TReader, TProbe>(TReader reader, ReadOnlySpan<byte> bytes, int parameter, ReadOnlySpan<uint> pcs, uint zero)
        where TReader : struct, ITableReader<TReader>, allows ref struct
        where TProbe : struct, ILoopProbe;
}

/// <summary>Independent lookups by a reader that stays open.</summary>
internal readonly struct FindWalk : ILookupWalk
{
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static ulong Walk<TReader, TProbe>(TReader reader, ReadOnlySpan<byte> bytes, int parameter, ReadOnlySpan<uint> pcs, uint zero)
        where TReader : struct, ITableReader<TReader>, allows ref struct
        where TProbe : struct, ILoopProbe
    {
        TProbe probe = default;
        ulong sum = 0;
        foreach (uint pc in pcs)
        {
            bool found = reader.TryFind(pc, out uint value, ref probe);
            sum += WorkloadChecksum.Of(pc, found, value);
        }

        return sum;
    }
}

/// <summary>Each lookup opens the bytes, behind a call of its own: nothing of the opening can move out of the loop.</summary>
internal readonly struct OpenAndFindWalk : ILookupWalk
{
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static ulong Walk<TReader, TProbe>(TReader reader, ReadOnlySpan<byte> bytes, int parameter, ReadOnlySpan<uint> pcs, uint zero)
        where TReader : struct, ITableReader<TReader>, allows ref struct
        where TProbe : struct, ILoopProbe
    {
        ulong sum = 0;
        foreach (uint pc in pcs)
        {
            bool found = Ask<TReader, TProbe>(bytes, parameter, pc, out uint value);
            sum += WorkloadChecksum.Of(pc, found, value);
        }

        return sum;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static bool Ask<TReader, TProbe>(ReadOnlySpan<byte> bytes, int parameter, uint pc, out uint value)
        where TReader : struct, ITableReader<TReader>, allows ref struct
        where TProbe : struct, ILoopProbe
    {
        TProbe probe = default;
        return TReader.Open(bytes, parameter).TryFind(pc, out value, ref probe);
    }
}

/// <summary>Each pc is made from the answer before it by adding nothing that the processor could know to be nothing: lookups cannot overlap.</summary>
internal readonly struct DependentWalk : ILookupWalk
{
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static ulong Walk<TReader, TProbe>(TReader reader, ReadOnlySpan<byte> bytes, int parameter, ReadOnlySpan<uint> pcs, uint zero)
        where TReader : struct, ITableReader<TReader>, allows ref struct
        where TProbe : struct, ILoopProbe
    {
        TProbe probe = default;
        ulong sum = 0;
        foreach (uint next in pcs)
        {
            uint pc = next + ((uint)sum & zero);
            bool found = reader.TryFind(pc, out uint value, ref probe);
            sum += WorkloadChecksum.Of(pc, found, value);
        }

        return sum;
    }
}
