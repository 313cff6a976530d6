namespace EncodingLab.Tables;

/// <summary>One logical table: entries of (pc, value), sorted by pc, equal pcs allowed. Immutable.</summary>
/// <remarks>A pc is an offset from the start of <c>.text</c> in bytes. A value is a trap code, a position in the wasm, or <see cref="TableKind.None"/>.</remarks>
public sealed class PcTable
{
    private readonly uint[] _pcs;
    private readonly uint[] _values;

    /// <summary>Takes the two columns over without copying them.</summary>
    /// <param name="kind">What kind of table this is.</param>
    /// <param name="pcs">Offsets, non-decreasing.</param>
    /// <param name="values">One value per offset, each within <see cref="TableKind.ValueBytes"/>.</param>
    /// <exception cref="ArgumentException">The columns differ in length, pcs decrease, or a value is too wide.</exception>
    public PcTable(TableKind kind, uint[] pcs, uint[] values)
    {
        if (pcs.Length != values.Length)
        {
            throw new ArgumentException($"{pcs.Length} pcs but {values.Length} values", nameof(values));
        }

        if (FirstDescent(pcs) is int descent and >= 0)
        {
            throw new ArgumentException($"pc {pcs[descent]} at entry {descent} is below its predecessor {pcs[descent - 1]}", nameof(pcs));
        }

        if (kind.ValueBytes == 1 && values.AsSpan().IndexOfAnyExceptInRange(0u, 255u) is int wide and >= 0)
        {
            throw new ArgumentException($"value {values[wide]} at entry {wide} does not fit one byte", nameof(values));
        }

        Kind = kind;
        _pcs = pcs;
        _values = values;
    }

    /// <summary>What kind of table this is.</summary>
    public TableKind Kind { get; }

    /// <summary>Number of entries.</summary>
    public int Count => _pcs.Length;

    /// <summary>Offsets in <c>.text</c>, bytes, non-decreasing.</summary>
    public ReadOnlySpan<uint> Pcs => _pcs;

    /// <summary>One value per entry.</summary>
    public ReadOnlySpan<uint> Values => _values;

    /// <summary>The greatest common divisor of all pcs: 1 on x86-64, often 2 or 4 elsewhere; 1 for a table with no pc above 0.</summary>
    public uint PcUnit
    {
        get
        {
            uint unit = 0;
            foreach (uint pc in _pcs)
            {
                for (uint rest = pc; rest != 0;)
                {
                    (unit, rest) = (rest, unit % rest);
                }

                if (unit == 1)
                {
                    break;
                }
            }

            return Math.Max(unit, 1);
        }
    }

    /// <summary>An empty table of a kind.</summary>
    public static PcTable Empty(TableKind kind) => new(kind, [], []);

    /// <summary>Whether both tables are of one kind and hold the same entries in the same order.</summary>
    public bool ContentEquals(PcTable other) =>
        Kind == other.Kind && Pcs.SequenceEqual(other.Pcs) && Values.SequenceEqual(other.Values);

    private static int FirstDescent(ReadOnlySpan<uint> pcs)
    {
        for (int i = 1; i < pcs.Length; i++)
        {
            if (pcs[i] < pcs[i - 1])
            {
                return i;
            }
        }

        return -1;
    }
}
