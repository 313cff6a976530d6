using EncodingLab.Encodings;
using EncodingLab.Experiments;
using EncodingLab.Tables;

namespace EncodingLab.Measuring;

/// <summary>Takes single samples of a cell, whatever its model. Generic over the probe, so that the same code can be compiled twice and compared with itself.</summary>
internal static class SampleRunner
{
    private static readonly uint s_zero = (uint)Environment.ProcessId & 0x8000_0000;

    /// <summary>Times one window of a cell.</summary>
    public static RawSample Run<TProbe>(TimedCell cell, SampleWindow window)
        where TProbe : struct, ILoopProbe
    {
        if (cell.Workload is not { } workload)
        {
            return RunWholeTable(cell, window.Timed);
        }

        if (cell.Question.Rule == LookupRule.Joint)
        {
            var backtraces = new BacktraceLoop<TProbe>(cell, window);
            CellReading.OfFirst(cell, ref backtraces);
            return backtraces.Sample;
        }

        return cell.Model switch
        {
            "find" => RunLookups<FindWalk, TProbe>(cell, workload, window),
            "open-and-find" => RunLookups<OpenAndFindWalk, TProbe>(cell, workload, window),
            "dependent" => RunLookups<DependentWalk, TProbe>(cell, workload, window),
            _ => throw new ArgumentException($"model {cell.Model} walks no workload", nameof(cell)),
        };
    }

    /// <summary>What a right sample's checksum is.</summary>
    public static ulong Expected(TimedCell cell, SampleWindow window) =>
        cell.Kind == "null" ? 0
        : cell.Workload is { } workload ? window.Expected(workload)
        : cell.Model == TimedModel.DecodeAll.Name ? WorkloadChecksum.OfTable(cell.Tables![cell.Question])
        : 1;

    private static RawSample RunLookups<TWalk, TProbe>(TimedCell cell, DrawnWorkload workload, SampleWindow window)
        where TWalk : struct, ILookupWalk
        where TProbe : struct, ILoopProbe
    {
        var lookups = new LookupLoop<TWalk, TProbe>(workload, window, s_zero);
        CellReading.OfFirst(cell, ref lookups);
        return lookups.Sample;
    }

    private static RawSample RunWholeTable(TimedCell cell, int times)
    {
        if (cell.Model == TimedModel.Open.Name)
        {
            var opening = new OpenLoop(times);
            CellReading.OfFirst(cell, ref opening);
            return new(opening.Ticks, 0, 1);
        }

        TableEncoding encoding = cell.Encoding ?? throw new ArgumentException($"the null reader has no {cell.Model}", nameof(cell));
        return cell.Model == TimedModel.Encode.Name ? RunEncode(encoding, cell, times) : RunDecode(encoding, cell, times);
    }

    private static RawSample RunDecode(TableEncoding encoding, TimedCell cell, int times)
    {
        PcTable table = PcTable.Empty(cell.Question);
        SampleClock clock = SampleClock.Start([]);
        for (int i = 0; i < times; i++)
        {
            table = encoding.Decode(cell.Bytes.Span, cell.Question);
        }

        RawSample sample = clock.Stop(0);
        return sample with { Checksum = WorkloadChecksum.OfTable(table) };
    }

    private static RawSample RunEncode(TableEncoding encoding, TimedCell cell, int times)
    {
        ReadOnlySpan<byte> encoded = default;
        SampleClock clock = SampleClock.Start([]);
        for (int i = 0; i < times; i++)
        {
            encoded = encoding.Encode(cell.Tables!, cell.Table ?? cell.Question).Bytes;
        }

        RawSample sample = clock.Stop(0);
        return sample with { Checksum = encoded.SequenceEqual(cell.Bytes.Span) ? 1ul : 0ul };
    }
}
