using System.Diagnostics;
using System.Runtime.CompilerServices;
using EncodingLab.Encodings;

namespace EncodingLab.Measuring;

/// <summary>One sample of opening: the bytes opened so many times, each reader handed on to code that the compiler cannot see through.</summary>
internal struct OpenLoop(int times) : IReaderAction
{
    public long Ticks { get; private set; }

    /// <summary>Bytes that one opening allocates.</summary>
    public long Allocated { get; private set; }

    public void Run<TReader>(ReadOnlySpan<byte> bytes, int parameter)
        where TReader : struct, ITableReader<TReader>, allows ref struct
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        Open<TReader>(bytes, parameter);
        Allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        long started = Stopwatch.GetTimestamp();
        for (int i = 0; i < times; i++)
        {
            Open<TReader>(bytes, parameter);
        }

        Ticks = Stopwatch.GetTimestamp() - started;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Open<TReader>(ReadOnlySpan<byte> bytes, int parameter)
        where TReader : struct, ITableReader<TReader>, allows ref struct
    {
        TReader reader = TReader.Open(bytes, parameter);
        Consume(in reader);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Consume<TReader>(in TReader reader)
        where TReader : struct, allows ref struct
    {
    }
}
