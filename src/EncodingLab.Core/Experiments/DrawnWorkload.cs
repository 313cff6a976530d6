using EncodingLab.Tables;

namespace EncodingLab.Experiments;

/// <summary>The pcs of a workload in the order in which they are asked, and what the oracle answers.</summary>
/// <remarks>A timed sample walks a window of it. Windows may run over the end into the beginning, so pcs and sums are kept as a ring.</remarks>
public sealed class DrawnWorkload
{
    private readonly uint[] _ring;
    private readonly ulong[] _sums;
    private readonly int _answered;
    private readonly int _none;

    internal DrawnWorkload(Workload workload, uint[] pcs, CodeTables tables)
    {
        Workload = workload;
        Pcs = pcs;
        DistinctPcs = pcs.Distinct().Count();
        _ring = [.. pcs, .. pcs];
        _sums = new ulong[Operations + 1];
        for (int operation = 0; operation < Operations; operation++)
        {
            _sums[operation + 1] = _sums[operation] + Expect(tables, pcs.AsSpan(operation * workload.PcsPerOperation, workload.PcsPerOperation), ref _answered, ref _none);
        }
    }

    /// <summary>What was drawn.</summary>
    public Workload Workload { get; }

    /// <summary>The pcs, <see cref="Workload.PcsPerOperation"/> an operation.</summary>
    public uint[] Pcs { get; }

    /// <summary>Operations in the whole sequence.</summary>
    public int Operations => Pcs.Length / Workload.PcsPerOperation;

    /// <summary>Different pcs among them.</summary>
    public int DistinctPcs { get; }

    /// <summary>Share of lookups that have an answer, 0 to 1 (an answer of <em>none</em> is one).</summary>
    public double HitRate => (double)_answered / ((long)Operations * Workload.LookupsPerOperation);

    /// <summary>Share of lookups answered by <em>none</em>, 0 to 1.</summary>
    public double NoneShare => (double)_none / ((long)Operations * Workload.LookupsPerOperation);

    /// <summary>The sum of all right answers.</summary>
    public ulong Checksum => _sums[^1];

    /// <summary>The same pcs asked of other tables, such as pruned ones.</summary>
    public DrawnWorkload Against(CodeTables tables) => new(Workload, Pcs, tables);

    /// <summary>The pcs of consecutive operations from a first one, at most the whole sequence.</summary>
    internal ReadOnlySpan<uint> Window(int first, int operations) =>
        _ring.AsSpan(first * Workload.PcsPerOperation, operations * Workload.PcsPerOperation);

    /// <summary>The sum of a window's right answers.</summary>
    internal ulong ExpectedOf(int first, int operations)
    {
        int end = first + operations;
        return end <= Operations ? _sums[end] - _sums[first] : _sums[^1] - _sums[first] + _sums[end - Operations];
    }

    /// <summary>Asks the oracle as the timed loops ask a reader: of a joint workload's operation the trap code at its first pc, then every position.</summary>
    private ulong Expect(CodeTables tables, ReadOnlySpan<uint> pcs, ref int answered, ref int none)
    {
        bool joint = Workload.Question.Rule == LookupRule.Joint;
        ulong sum = 0;
        if (joint)
        {
            bool trap = ReferenceLookup.TryFind(tables[TableKind.Traps], pcs[0], out uint code);
            answered += trap ? 1 : 0;
            sum = WorkloadChecksum.OfCode(pcs[0], trap, code);
        }

        PcTable table = tables[joint ? TableKind.AddressMap : Workload.Question];
        foreach (uint pc in pcs)
        {
            bool found = ReferenceLookup.TryFind(table, pc, out uint value);
            answered += found ? 1 : 0;
            none += found && table.Kind.Rule == LookupRule.Covering && value == TableKind.None ? 1 : 0;
            sum += WorkloadChecksum.Of(pc, found, value);
        }

        return sum;
    }
}
