using EncodingLab.Tables;

namespace EncodingLab.Experiments;

/// <summary>Any byte of text, as a sampling profiler of compiled code would meet it.</summary>
internal sealed record UniformPc() : Workload("uniform-pc", "pcs drawn evenly from all bytes of text", TableKind.AddressMap)
{
    public override string? WhyNot(CodeTables tables) => base.WhyNot(tables) ?? (tables.TextBytes == 0 ? "no text" : null);

    private protected override uint[] DrawPcs(CodeTables tables, WorkloadRandom random, int operations) =>
        WorkloadDraws.Draw(operations, () => random.Below(tables.TextBytes));
}

/// <summary>Pcs at which entries begin.</summary>
internal sealed record EntryPc() : Workload("entry-pc", "pcs at which an entry of the address map begins", TableKind.AddressMap)
{
    private protected override uint[] DrawPcs(CodeTables tables, WorkloadRandom random, int operations) =>
        WorkloadDraws.DrawEntries(tables[TableKind.AddressMap], random, operations);
}

/// <summary>What every frame of a backtrace but the innermost asks.</summary>
internal sealed record CallReturn() : Workload("call-return", "return addresses of call sites minus 1, as frames of a backtrace are asked", TableKind.AddressMap)
{
    public override bool IsOfEngine => true;

    public override string? WhyNot(CodeTables tables) => base.WhyNot(tables) ?? (tables.CallSites is { Length: > 0 } ? null : "no call sites known");

    private protected override uint[] DrawPcs(CodeTables tables, WorkloadRandom random, int operations)
    {
        uint[] sites = tables.CallSites!;
        return WorkloadDraws.Draw(operations, () => sites[random.Below((uint)sites.Length)] - 1);
    }
}

/// <summary>Ascending pcs over the whole text, as a symbolizer walks a sorted profile.</summary>
internal sealed record Sequential() : Workload("sequential", "pcs drawn evenly from all bytes of text, asked in ascending order", TableKind.AddressMap)
{
    private protected override bool IsDealt => false;

    public override string? WhyNot(CodeTables tables) => base.WhyNot(tables) ?? (tables.TextBytes == 0 ? "no text" : null);

    private protected override uint[] DrawPcs(CodeTables tables, WorkloadRandom random, int operations)
    {
        uint[] pcs = WorkloadDraws.Draw(operations, () => random.Below(tables.TextBytes));
        Array.Sort(pcs);
        return pcs;
    }
}

/// <summary>Pcs that no entry covers.</summary>
internal sealed record BeforeFirst() : Workload("before-first", "pcs before the first entry, which have no answer", TableKind.AddressMap)
{
    public override string? WhyNot(CodeTables tables) =>
        base.WhyNot(tables) ?? (tables[TableKind.AddressMap].Pcs[0] > 0 ? null : "the first entry is at 0");

    private protected override uint[] DrawPcs(CodeTables tables, WorkloadRandom random, int operations)
    {
        uint first = tables[TableKind.AddressMap].Pcs[0];
        return WorkloadDraws.Draw(operations, () => random.Below(first));
    }
}

/// <summary>A trap and the stack above it.</summary>
internal sealed record Backtrace() : Workload(
    "backtrace-20", "one operation is a trap with a backtrace of 20 frames: the trap code and the position at a trap pc, then the positions at 19 return addresses minus 1 of different functions",
    TableKind.Both)
{
    private const int Frames = 20;

    public override int PcsPerOperation => Frames;

    public override int LookupsPerOperation => Frames + 1;

    public override string? WhyNot(CodeTables tables)
    {
        string? reason = base.WhyNot(tables)
            ?? (tables.CallSites is not { Length: > 0 } ? "no call sites known" : tables.FunctionStarts is null ? "no function bounds known" : null);
        return reason ?? (SitesByFunction(tables).Count < Frames - 1 ? $"calls in fewer than {Frames - 1} functions" : null);
    }

    private protected override uint[] DrawPcs(CodeTables tables, WorkloadRandom random, int operations)
    {
        PcTable traps = tables[TableKind.Traps];
        List<uint[]> functions = SitesByFunction(tables);
        int[] order = [.. Enumerable.Range(0, functions.Count)];
        var pcs = new List<uint>(operations * Frames);
        for (int operation = 0; operation < operations; operation++)
        {
            pcs.Add(traps.Pcs[(int)random.Below((uint)traps.Count)]);
            for (int frame = 0; frame < Frames - 1; frame++)
            {
                // The head of a partial Fisher-Yates shuffle: functions of one backtrace all differ.
                int other = frame + (int)random.Below((uint)(order.Length - frame));
                (order[frame], order[other]) = (order[other], order[frame]);
                uint[] sites = functions[order[frame]];
                pcs.Add(sites[random.Below((uint)sites.Length)] - 1);
            }
        }

        return [.. pcs];
    }

    private static List<uint[]> SitesByFunction(CodeTables tables) =>
        [.. tables.CallSites!.GroupBy(site => ReferenceLookup.CoveringEntry(tables.FunctionStarts, site - 1)).Select(function => function.ToArray())];
}

/// <summary>Traps that do happen.</summary>
internal sealed record TrapHit() : Workload("trap-hit", "pcs of instructions that can trap", TableKind.Traps)
{
    private protected override uint[] DrawPcs(CodeTables tables, WorkloadRandom random, int operations) =>
        WorkloadDraws.DrawEntries(tables[TableKind.Traps], random, operations);
}

/// <summary>Faults that are no wasm trap.</summary>
internal sealed record TrapMiss() : Workload("trap-miss", "pcs drawn evenly from the bytes of text at which nothing can trap", TableKind.Traps)
{
    public override string? WhyNot(CodeTables tables) => base.WhyNot(tables) ?? (WorkloadDraws.HasMisses(tables) ? null : "every byte of text can trap");

    private protected override uint[] DrawPcs(CodeTables tables, WorkloadRandom random, int operations) =>
        WorkloadDraws.Draw(operations, () => WorkloadDraws.Miss(tables, random));
}

/// <summary>Half of each, in an order that a branch predictor cannot learn.</summary>
internal sealed record HitOrMiss() : Workload("hit-or-miss", "half pcs that can trap, half pcs that cannot, in random order", TableKind.Traps)
{
    public override string? WhyNot(CodeTables tables) => base.WhyNot(tables) ?? (WorkloadDraws.HasMisses(tables) ? null : "every byte of text can trap");

    private protected override uint[] DrawPcs(CodeTables tables, WorkloadRandom random, int operations)
    {
        uint[] hits = WorkloadDraws.DrawEntries(tables[TableKind.Traps], random, operations / 2);
        uint[] pcs = [.. hits, .. WorkloadDraws.Draw(operations - hits.Length, () => WorkloadDraws.Miss(tables, random))];
        random.Shuffle(pcs.AsSpan());
        return pcs;
    }
}
