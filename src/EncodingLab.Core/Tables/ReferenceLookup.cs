namespace EncodingLab.Tables;

/// <summary>The oracle: what every reader must answer, written to be obviously right.</summary>
/// <remarks>
/// Traps answer the first of equal offsets, address maps the last. "No answer" (false) differs from an answer of <see cref="TableKind.None"/>.
/// Source: wasmtime v47.0.2, crates/environ/src/{address_map,trap_encoding}.rs; the tie rule is this project's where v46 leaves it open.
/// </remarks>
public static class ReferenceLookup
{
    /// <summary>Looks a pc up by the rule of the table's kind.</summary>
    /// <returns>False where the table has no answer.</returns>
    public static bool TryFind(PcTable table, uint pc, out uint value)
    {
        int entry = table.Kind.Rule == LookupRule.Exact ? ExactEntry(table.Pcs, pc) : CoveringEntry(table.Pcs, pc);
        value = entry < 0 ? 0 : table.Values[entry];
        return entry >= 0;
    }

    /// <summary>The first entry at exactly the pc, or -1.</summary>
    public static int ExactEntry(ReadOnlySpan<uint> pcs, uint pc)
    {
        int entry = LowerBound(pcs, pc);
        return entry < pcs.Length && pcs[entry] == pc ? entry : -1;
    }

    /// <summary>The last entry at or before the pc, or -1.</summary>
    public static int CoveringEntry(ReadOnlySpan<uint> pcs, uint pc) =>
        (pc == uint.MaxValue ? pcs.Length : LowerBound(pcs, pc + 1)) - 1;

    /// <summary>The number of pcs below the bound.</summary>
    public static int LowerBound(ReadOnlySpan<uint> pcs, uint bound)
    {
        int low = 0;
        int high = pcs.Length;
        while (low < high)
        {
            int middle = (int)(((uint)low + (uint)high) / 2);
            if (pcs[middle] < bound)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return low;
    }
}
