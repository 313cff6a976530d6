namespace EncodingLab.Tables;

/// <summary>The pcs at which an engine can look an address map up, ascending and distinct, and who asks at each.</summary>
/// <remarks>
/// The frame that trapped asks at its own pc; every other frame of a backtrace asks at its return address minus 1.
/// Source: wasmtime v47.0.2, crates/wasmtime/src/runtime/trap.rs (WasmBacktrace) and module/registry.rs.
/// </remarks>
public sealed class AskedPcs
{
    private AskedPcs(uint[] pcs, int byTrap, int byCall)
    {
        Pcs = pcs;
        ByTrap = byTrap;
        ByCall = byCall;
    }

    /// <summary>Ascending, distinct.</summary>
    public IReadOnlyList<uint> Pcs { get; }

    /// <summary>How many of them a trap can ask.</summary>
    public int ByTrap { get; }

    /// <summary>How many of them a call can ask.</summary>
    public int ByCall { get; }

    /// <summary>Collects them.</summary>
    /// <param name="tables">A file's tables with call sites; unlisted traps where its target has them.</param>
    /// <exception cref="ArgumentException">The call sites are not known.</exception>
    public static AskedPcs Of(CodeTables tables)
    {
        uint[] calls = tables.CallSites ?? throw new ArgumentException("the call sites are not known", nameof(tables));
        uint[] traps = Distinct([.. tables[TableKind.Traps].Pcs, .. tables.UnlistedTraps ?? []]);
        uint[] returns = Distinct([.. calls.Where(site => site > 0).Select(site => site - 1)]);
        return new(Distinct([.. traps, .. returns]), traps.Length, returns.Length);
    }

    private static uint[] Distinct(uint[] pcs)
    {
        Array.Sort(pcs);
        int kept = 0;
        for (int i = 0; i < pcs.Length; i++)
        {
            if (kept == 0 || pcs[kept - 1] != pcs[i])
            {
                pcs[kept++] = pcs[i];
            }
        }

        return pcs[..kept];
    }
}
