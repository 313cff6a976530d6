using EncodingLab.Encodings;
using EncodingLab.Experiments;

namespace EncodingLab.Measuring;

/// <summary>One sample of single lookups: lead-in, clock, walk, clock.</summary>
internal struct LookupLoop<TWalk, TProbe>(DrawnWorkload workload, SampleWindow window, uint zero) : IReaderAction
    where TWalk : struct, ILookupWalk
    where TProbe : struct, ILoopProbe
{
    public RawSample Sample { get; private set; }

    public void Run<TReader>(ReadOnlySpan<byte> bytes, int parameter)
        where TReader : struct, ITableReader<TReader>, allows ref struct
    {
        TReader reader = TReader.Open(bytes, parameter);
        ReadOnlySpan<uint> pcs = window.Pcs(workload);
        ulong sum = 0;
        TWalk.Walk<TReader, TProbe>(reader, bytes, parameter, window.LeadInPcs(workload), zero);
        SampleClock clock = SampleClock.Start(pcs);
        for (int pass = 0; pass < window.Passes; pass++)
        {
            sum += TWalk.Walk<TReader, TProbe>(reader, bytes, parameter, pcs, zero);
        }

        Sample = clock.Stop(sum);
        CodePadding.After<TReader, TProbe>();
    }
}
