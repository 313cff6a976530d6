namespace EncodingLab.Encodings.Primitives;

/// <summary>Writes a plan as header, model, directory and bodies, each page's symbols in one number.</summary>
internal sealed class RansWriter
{
    private const int LongestPadding = 16;

    private readonly ContextPlan _plan;
    private readonly RansTables _tables;
    private readonly Anchors? _anchors;
    private readonly byte[] _widths;
    private readonly List<(uint Value, int Width)> _pieces = [];
    private readonly List<EchoHistory> _histories = [];
    private uint _state;

    private RansWriter(ContextPlan plan, RansTables tables, bool hasPositions)
    {
        (_plan, _tables, _anchors) = (plan, tables, hasPositions ? Anchors.Of(plan.Tokens) : null);
        _widths = _anchors is null ? new byte[PageAnchors.Choices] : PageAnchors.Widths(_anchors.Differences);
    }

    /// <summary>Writes the bytes.</summary>
    /// <param name="plan">What to write.</param>
    /// <param name="shape">What the tokens were cut with.</param>
    /// <param name="hasPositions">Whether it is an address map.</param>
    /// <param name="output">Receives the bytes.</param>
    public static void Write(ContextPlan plan, PhraseHeader shape, bool hasPositions, ByteWriter output)
    {
        var model = new ByteWriter();
        ContextModel.Write(plan.Values, plan.Steps, model);
        var writer = new RansWriter(plan, RansTables.Open(model.Written)!, hasPositions);
        BitBuffer pages = writer.Pages(out int[] bits);
        int unit = PageDirectory.Choose(bits, LongestPadding);
        byte[] widths = writer._widths;
        uint packed = widths[0] | ((uint)widths[1] << 8) | ((uint)widths[2] << 16) | ((uint)widths[3] << 24);
        output.Part = BytePart.Index;
        (shape with { Entries = (uint)plan.Tokens.Count, Pages = (uint)bits.Length, ModelBytes = (uint)model.Length, Unit = unit, LongPages = (uint)PageDirectory.LongPages(bits, unit), AnchorWidths = packed }).Write(output);
        output.Part = BytePart.Model;
        output.Write(model.Written);
        output.Part = BytePart.Index;
        PageDirectory.Write(bits, unit, writer._anchors is null ? default : writer._anchors.Groups, output);
        output.Part = BytePart.Body;
        output.Write(writer.Padded(pages, bits, unit).Bytes);
        output.Write(stackalloc byte[PhraseHeader.TailBytes]);
    }

    // All pages one after the other, without padding.
    private BitBuffer Pages(out int[] bits)
    {
        PageTokens tokens = _plan.Tokens;
        var buffer = new BitBuffer(tokens.Count + 64);
        bits = new int[tokens.Pages];
        for (int page = 0; page < bits.Length; page++)
        {
            int start = buffer.Length;
            AppendAnchor(page, buffer);
            Page(tokens.PageStarts[page], tokens.PageStarts[page + 1]);
            for (int i = _pieces.Count - 1; i >= 0; i--)
            {
                buffer.Append(_pieces[i].Value, _pieces[i].Width);
            }

            bits[page] = buffer.Length - start;
        }

        return buffer;
    }

    // Padding goes between the anchor and the state, whose top bit ends it.
    private BitBuffer Padded(BitBuffer pages, int[] bits, int unit)
    {
        var padded = new BitBuffer(pages.Bytes.Length + (bits.Length * 2));
        var cursor = new BitCursor(pages.Bytes);
        for (int page = 0; page < bits.Length; page++)
        {
            int anchor = AnchorBits(page);
            Copy(ref cursor, padded, anchor);
            padded.Extend(padded.Length + (PageDirectory.Units(bits[page], unit) << unit) - bits[page]);
            Copy(ref cursor, padded, bits[page] - anchor);
        }

        return padded;
    }

    private static void Copy(ref BitCursor from, BitBuffer to, int bits)
    {
        for (; bits > 32; bits -= 32)
        {
            to.Append(from.Read(32), 32);
        }

        to.Append(from.Read(bits), bits);
    }

    private int AnchorBits(int page) => _anchors is null ? 0 : 3 + _widths[PageAnchors.Choose(_anchors.Differences[page], _widths)];

    private void AppendAnchor(int page, BitBuffer bits)
    {
        if (_anchors is not null)
        {
            int choice = PageAnchors.Choose(_anchors.Differences[page], _widths);
            bits.Append((uint)choice, 2);
            bits.Append(_anchors.IsNone[page] ? 1u : 0, 1);
            bits.Append((uint)_anchors.Differences[page], _widths[choice]);
        }
    }

    // From the last entry to the first, as a stack: a reader takes off last what went in first.
    private void Page(int start, int end)
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
