namespace EncodingLab.Encodings.Primitives;

/// <summary>Writes pages whose symbols one or two coders hold, in turns.</summary>
internal sealed class TansWriter : PageWriter
{
    private readonly PageTokens _tokens;
    private readonly TansPlan _plan;
    private readonly TansTables _tables;
    private readonly int[] _firsts;
    private readonly int[] _slots;
    private readonly int[] _states;
    private readonly List<(uint Value, int Width)> _pieces = [];

    private TansWriter(PageTokens tokens, TansPlan plan, bool hasPositions)
        : base(tokens, hasPositions)
    {
        (_tokens, _plan, _tables) = (tokens, plan, TansTables.Of(plan.Model)!);
        _states = new int[plan.Model.States];
        (_firsts, _slots) = SlotsOf(plan.Model, _tables.Cells);
    }

    /// <summary>Writes the bytes.</summary>
    /// <param name="tokens">At least one.</param>
    /// <param name="plan">What they were named with.</param>
    /// <param name="shape">What they were cut with.</param>
    /// <param name="hasPositions">Whether it is an address map.</param>
    /// <param name="output">Receives the bytes.</param>
    public static void Write(PageTokens tokens, TansPlan plan, PhraseHeader shape, bool hasPositions, ByteWriter output)
    {
        var model = new ByteWriter();
        plan.Model.Write(model);
        new TansWriter(tokens, plan, hasPositions).Write(model.Written, shape, output);
    }

    // From the last entry to the first, as a stack; then extra bits, so that a reader finds the first entry's at the end.
    protected override void Append(int start, int end, BitBuffer bits)
    {
        _pieces.Clear();
        Array.Fill(_states, -1);
        for (int token = end - 1; token >= start; token--)
        {
            Push(ref _states[(token - start) % _states.Length], _plan.Names[token]);
        }

        bits.Append(1, end > start ? 1 : 0);
        for (int state = 0; state < Math.Min(_states.Length, end - start); state++)
        {
            bits.Append((uint)_states[state], _plan.Model.SlotBits);
        }

        for (int i = _pieces.Count - 1; i >= 0; i--)
        {
            bits.Append(_pieces[i].Value, _pieces[i].Width);
        }

        for (int token = end - 1; token >= start; token--)
        {
            var symbol = PhraseSymbol.Unpack(_plan.Model.Symbols[_plan.Names[token]]);
            bits.Append(symbol.ValueExtra(_tokens.Values[token]), PhraseSymbol.ValueWidths[symbol.ValueCode]);
            bits.Append(symbol.PcExtra(_tokens.Steps[token]), PhraseSymbol.PcWidth(symbol.PcCode));
        }
    }

    // A coder's last symbol may leave it in any slot of that symbol: the first, from which the fewest bits lead on.
    private void Push(ref int state, int symbol)
    {
        int share = _plan.Model.Shares[symbol];
        int surplus = 0;
        if (state >= 0)
        {
            int x = state + _tables.Cells.Length;
            while (x >> surplus >= 2 * share)
            {
                surplus++;
            }

            _pieces.Add(((uint)x & ((1u << surplus) - 1), surplus));
            state = (x >> surplus) - share;
        }
        else
        {
            state = 0;
        }

        state = _slots[_firsts[symbol] + state];
    }

    // The slots of each symbol in rising order, symbol by symbol.
    private static (int[] Firsts, int[] Slots) SlotsOf(TansModel model, uint[] cells)
    {
        var firsts = new int[model.Shares.Length];
        for (int symbol = 1; symbol < firsts.Length; symbol++)
        {
            firsts[symbol] = firsts[symbol - 1] + model.Shares[symbol - 1];
        }

        int[] next = [.. firsts];
        var slots = new int[cells.Length];
        for (int slot = 0; slot < cells.Length; slot++)
        {
            slots[next[TansTables.SymbolOf(cells[slot])]++] = slot;
        }

        return (firsts, slots);
    }
}
