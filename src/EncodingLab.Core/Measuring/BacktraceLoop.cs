using System.Runtime.CompilerServices;
using EncodingLab.Encodings;
using EncodingLab.Experiments;

namespace EncodingLab.Measuring;

/// <summary>One sample of whole backtraces: runs with the traps' reader, and from there with the address map's.</summary>
internal struct BacktraceLoop<TProbe>(TimedCell cell, SampleWindow window) : IReaderAction
    where TProbe : struct, ILoopProbe
{
    public RawSample Sample { get; private set; }

    public void Run<TTraps>(ReadOnlySpan<byte> bytes, int parameter)
        where TTraps : struct, ITableReader<TTraps>, allows ref struct
    {
        var map = new BacktraceMapLoop<TTraps, TProbe>(TTraps.Open(bytes, parameter), bytes, parameter, cell, window);
        CellReading.OfMap(cell, ref map);
        Sample = map.Sample;
    }
}

/// <summary>The inner half, which knows both readers.</summary>
internal ref struct BacktraceMapLoop<TTraps, TProbe>(TTraps traps, ReadOnlySpan<byte> trapBytes, int trapParameter, TimedCell cell, SampleWindow window) : IReaderAction
    where TTraps : struct, ITableReader<TTraps>, allows ref struct
    where TProbe : struct, ILoopProbe
{
    private readonly TTraps _traps = traps;
    private readonly ReadOnlySpan<byte> _trapBytes = trapBytes;

    public RawSample Sample { get; private set; }

    public void Run<TMap>(ReadOnlySpan<byte> bytes, int parameter)
        where TMap : struct, ITableReader<TMap>, allows ref struct
    {
        TMap map = TMap.Open(bytes, parameter);
        bool opens = cell.Model == TimedModel.OpenAndFind.Name;
        ulong sum = 0;
        Pass(map, bytes, parameter, opens, window.LeadInPcs(cell.Workload!));
        ReadOnlySpan<uint> pcs = window.Pcs(cell.Workload!);
        SampleClock clock = SampleClock.Start(pcs);
        for (int pass = 0; pass < window.Passes; pass++)
        {
            sum += Pass(map, bytes, parameter, opens, pcs);
        }

        Sample = clock.Stop(sum);
        CodePadding.After<TMap, TProbe>();
    }

    private readonly ulong Pass<TMap>(TMap map, ReadOnlySpan<byte> bytes, int parameter, bool opens, ReadOnlySpan<uint> pcs)
        where TMap : struct, ITableReader<TMap>, allows ref struct
    {
        int stride = cell.Workload!.Workload.PcsPerOperation;
        return opens ? WalkOpening<TMap>(_trapBytes, trapParameter, bytes, parameter, pcs, stride) : Walk(_traps, map, pcs, stride);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static ulong Walk<TMap>(TTraps traps, TMap map, ReadOnlySpan<uint> pcs, int stride)
        where TMap : struct, ITableReader<TMap>, allows ref struct
    {
        TProbe probe = default;
        ulong sum = 0;
        for (int first = 0; first + stride <= pcs.Length; first += stride)
        {
            bool trapped = traps.TryFind(pcs[first], out uint code, ref probe);
            sum += WorkloadChecksum.OfCode(pcs[first], trapped, code);
            foreach (uint pc in pcs.Slice(first, stride))
            {
                bool found = map.TryFind(pc, out uint value, ref probe);
                sum += WorkloadChecksum.Of(pc, found, value);
            }
        }

        return sum;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static ulong WalkOpening<TMap>(ReadOnlySpan<byte> trapBytes, int trapParameter, ReadOnlySpan<byte> bytes, int parameter, ReadOnlySpan<uint> pcs, int stride)
        where TMap : struct, ITableReader<TMap>, allows ref struct
    {
        ulong sum = 0;
        for (int first = 0; first + stride <= pcs.Length; first += stride)
        {
            bool trapped = OpenAndFindWalk.Ask<TTraps, TProbe>(trapBytes, trapParameter, pcs[first], out uint code);
            sum += WorkloadChecksum.OfCode(pcs[first], trapped, code);
            foreach (uint pc in pcs.Slice(first, stride))
            {
                bool found = OpenAndFindWalk.Ask<TMap, TProbe>(bytes, parameter, pc, out uint value);
                sum += WorkloadChecksum.Of(pc, found, value);
            }
        }

        return sum;
    }
}
