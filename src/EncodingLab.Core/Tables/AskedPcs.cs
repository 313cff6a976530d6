namespace EncodingLab.Tables;

/// <summary>Who looks a pc up.</summary>
[Flags]
public enum Asker : byte
{
    /// <summary>Nobody.</summary>
    None = 0,

    /// <summary>The frame that trapped, at its own pc.</summary>
    Trap = 1,

    /// <summary>A frame that called, at its return address minus 1.</summary>
    Call = 2,
}

/// <summary>The pcs at which an engine can look an address map up, ascending and distinct, and who asks at each.</summary>
/// <remarks>
/// Traps ask at every entry of the traps table and, on Pulley, at every instruction that the interpreter checks itself.
/// Source: wasmtime v47.0.2, crates/wasmtime/src/runtime/trap.rs: the trapping pc is looked up as it is, every other pc of a backtrace less 1.
/// </remarks>
public sealed class AskedPcs
{
    private readonly uint[] _pcs;
    private readonly Asker[] _askers;

    private AskedPcs(uint[] pcs, Asker[] askers) => (_pcs, _askers) = (pcs, askers);

    /// <summary>Ascending, distinct.</summary>
    public ReadOnlySpan<uint> Pcs => _pcs;

    /// <summary>Who asks, one a pc.</summary>
    public ReadOnlySpan<Asker> Askers => _askers;

    /// <summary>Collects them.</summary>
    /// <param name="tables">A file's tables with call sites, and unlisted traps where its target has them.</param>
    /// <exception cref="ArgumentException">The call sites are not known.</exception>
    public static AskedPcs Of(CodeTables tables)
    {
        uint[] calls = tables.CallSites ?? throw new ArgumentException("the call sites are not known", nameof(tables));
        ulong[] asked = [.. Marked(tables[TableKind.Traps].Pcs, Asker.Trap, 0), .. Marked(tables.UnlistedTraps, Asker.Trap, 0), .. Marked(calls, Asker.Call, 1)];
        Array.Sort(asked);
        int kept = 0;
        var pcs = new uint[asked.Length];
        var askers = new Asker[asked.Length];
        foreach (ulong one in asked)
        {
            var pc = (uint)(one >> 8);
            if (kept == 0 || pcs[kept - 1] != pc)
            {
                pcs[kept++] = pc;
            }

            askers[kept - 1] |= (Asker)(byte)one;
        }

        return new(pcs[..kept], askers[..kept]);
    }

    /// <summary>How many pcs an asker asks at.</summary>
    public int Count(Asker asker) => _askers.Count(found => (found & asker) != 0);

    private static ulong[] Marked(ReadOnlySpan<uint> pcs, Asker asker, uint before)
    {
        var marked = new List<ulong>(pcs.Length);
        foreach (uint pc in pcs)
        {
            if (pc >= before)
            {
                marked.Add(((ulong)(pc - before) << 8) | (byte)asker);
            }
        }

        return [.. marked];
    }
}
