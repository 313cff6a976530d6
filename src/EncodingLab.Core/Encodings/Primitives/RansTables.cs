using System.Runtime.CompilerServices;

namespace EncodingLab.Encodings.Primitives;

/// <summary>The chances of each cluster's symbols as shares of 4096 slots, ready to decode: what opening a table of <see cref="RansScan"/> builds.</summary>
internal sealed class RansTables
{
    /// <summary>Slots are numbered by this many bits.</summary>
    public const int SlotBits = 12;

    /// <summary>Between symbols the state lies between 2 to the power of this and twice as much; it begins there, so that its end is told from any other state.</summary>
    public const int StateBits = 14;

    private const int Slots = 1 << SlotBits;

    // No symbol is so likely that it would cost nothing: a page of so many entries then takes bits, and a reader ends.
    private const int Most = Slots - 32;
    private const int CellBits = 4;

    private readonly byte[] _cells;
    private readonly ushort[] _firsts;

    // Where each cluster's symbols begin among the firsts, and the end.
    private readonly ushort[] _starts;

    private RansTables(ContextModel model)
    {
        Model = model;
        int clusters = model.ValueClusters + model.StepClusters;
        _cells = new byte[clusters << (SlotBits - CellBits)];
        _starts = new ushort[clusters + 1];
        for (int cluster = 0; cluster < clusters; cluster++)
        {
            _starts[cluster + 1] = (ushort)(_starts[cluster] + (cluster < model.ValueClusters ? model.ValueCount : model.StepCount) + 1);
        }

        _firsts = new ushort[_starts[clusters]];
        for (int cluster = 0; cluster < clusters; cluster++)
        {
            Fill(cluster, model.LevelsOf(cluster));
        }
    }

    public ContextModel Model { get; }

    /// <summary>Expands a model; null where it contradicts itself.</summary>
    public static RansTables? Open(ReadOnlySpan<byte> model) => ContextModel.Open(model) is { } context ? new(context) : null;

    /// <summary>The slots of a symbol.</summary>
    public (int First, int Share) SlotsOf(int cluster, int symbol)
    {
        int at = _starts[cluster] + symbol;
        return (_firsts[at], _firsts[at + 1] - _firsts[at]);
    }

    /// <summary>Takes a symbol off a state, which then lies below its range.</summary>
    /// <returns>The symbol, or -1 where the slot is nobody's.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Take<TProbe>(int cluster, ref uint state, ref TProbe probe)
        where TProbe : struct, IProbe, allows ref struct
    {
        uint slot = state & (Slots - 1);
        int cell = (cluster << (SlotBits - CellBits)) + (int)(slot >> CellBits);
        int start = _starts[cluster];
        int end = _starts[cluster + 1] - 1;
        int at = start + _cells[cell];
        while (at < end && slot >= _firsts[at + 1])
        {
            at++;
        }

        probe.ReadState(EchoContexts.Values + EchoContexts.Steps + cell, 1);
        probe.ReadState(EchoContexts.Values + EchoContexts.Steps + _cells.Length + (2 * at), 4);
        if (at == end)
        {
            return -1;
        }

        uint first = _firsts[at];
        state = ((_firsts[at + 1] - first) * (state >> SlotBits)) + slot - first;
        return at - start;
    }

    // The slot behind a cluster's symbols begins where the last of them ends.
    private void Fill(int cluster, ReadOnlySpan<byte> levels)
    {
        Span<int> shares = stackalloc int[levels.Length];
        ContextLevels.Share(levels, Slots, Most, shares);
        Span<ushort> firsts = _firsts.AsSpan(_starts[cluster].._starts[cluster + 1]);
        int first = 0;
        for (int symbol = 0; symbol < firsts.Length; symbol++)
        {
            firsts[symbol] = (ushort)first;
            first += symbol < shares.Length ? shares[symbol] : 0;
        }

        Span<byte> cells = _cells.AsSpan(cluster << (SlotBits - CellBits), 1 << (SlotBits - CellBits));
        for (int cell = 0, symbol = 0; cell < cells.Length; cell++)
        {
            while (symbol < firsts.Length - 1 && cell << CellBits >= firsts[symbol + 1])
            {
                symbol++;
            }

            cells[cell] = (byte)symbol;
        }
    }
}
