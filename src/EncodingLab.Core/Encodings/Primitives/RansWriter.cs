namespace EncodingLab.Encodings.Primitives;

/// <summary>Writes a plan as header, model, directory and bodies, each page's symbols in one number.</summary>
internal sealed class RansWriter : PageWriter
{
    private readonly ContextPlan _plan;
    private readonly RansTables _tables;
    private readonly List<(uint Value, int Width)> _pieces = [];
    private readonly List<EchoHistory> _histories = [];
    private uint _state;

    private RansWriter(ContextPlan plan, RansTables tables, bool hasPositions)
        : base(plan.Tokens, hasPositions) => (_plan, _tables) = (plan, tables);

    /// <summary>Writes the bytes.</summary>
    /// <param name="plan">What to write.</param>
    /// <param name="shape">What the tokens were cut with.</param>
    /// <param name="hasPositions">Whether it is an address map.</param>
    /// <param name="output">Receives the bytes.</param>
    public static void Write(ContextPlan plan, PhraseHeader shape, bool hasPositions, ByteWriter output)
    {
        var model = new ByteWriter();
        ContextModel.Write(plan.Values, plan.Steps, model);
        new RansWriter(plan, RansTables.Open(model.Written)!, hasPositions).Write(model.Written, shape, output);
    }

    // From the last entry to the first, as a stack: a reader takes off last what went in first.
    protected override void Append(int start, int end, BitBuffer bits)
    {
        _pieces.Clear();
        _histories.Clear();
        _state = 1u << RansTables.StateBits;
        EchoHistory history = EchoHistory.PageStart;
        for (int token = start; token < end; token++)
        {
            _histories.Add(history);
            history = history.Then(_plan.ValueNames[token], _plan.StepNames[token]);
        }

        ContextModel model = _tables.Model;
        for (int token = end - 1; token >= start; token--)
        {
            (int value, int step, history) = (_plan.ValueNames[token], _plan.StepNames[token], _histories[token - start]);
            EchoSymbol symbol = _plan.Steps.Symbols[step];
            Push(symbol.Extra((int)_plan.Tokens.Steps[token]), symbol.Width);
            Push(model.Map[EchoContexts.Values + EchoContexts.OfStep(value, history)], step);
            symbol = _plan.Values.Symbols[value];
            Push(symbol.Extra(_plan.Tokens.Values[token]), symbol.Width);
            Push(model.Map[EchoContexts.OfValue(history)], value);
        }

        if (end > start)
        {
            Push(_state, RansTables.StateBits + 1);
        }

        for (int i = _pieces.Count - 1; i >= 0; i--)
        {
            bits.Append(_pieces[i].Value, _pieces[i].Width);
        }
    }

    private void Push(uint value, int width)
    {
        if (width > 0)
        {
            _pieces.Add((value, width));
        }
    }

    private void Push(int cluster, int symbol)
    {
        (int first, int share) = _tables.SlotsOf(cluster, symbol);
        int surplus = 0;
        while (_state >> surplus >= (uint)share << (RansTables.StateBits + 1 - RansTables.SlotBits))
        {
            surplus++;
        }

        Push(_state & ((1u << surplus) - 1), surplus);
        _state >>= surplus;
        _state = ((_state / (uint)share) << RansTables.SlotBits) + (_state % (uint)share) + (uint)first;
    }
}
