using EncodingLab.Tables;

namespace EncodingLab.Experiments;

/// <summary>What the garbage collector asks of each frame on the stack.</summary>
internal sealed record StackMapHit() : Workload("stackmap-hit", "return addresses that have a stack map, as a garbage collection asks at each frame", TableKind.StackMap)
{
    private protected override uint[] DrawPcs(CodeTables tables, WorkloadRandom random, int operations) =>
        WorkloadDraws.DrawEntries(tables[TableKind.StackMap], random, operations);
}

/// <summary>What a thrown exception asks at a frame that handles some.</summary>
internal sealed record ExceptionHit() : Workload("exceptions-hit", "return addresses of calls with handlers, as a thrown exception asks on its way up", TableKind.Exceptions)
{
    private protected override uint[] DrawPcs(CodeTables tables, WorkloadRandom random, int operations) =>
        WorkloadDraws.DrawEntries(tables[TableKind.Exceptions], random, operations);
}
