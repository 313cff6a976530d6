using System.Numerics;

namespace EncodingLab.Encodings.Primitives;

/// <summary>Writes a plan as header, model, directory and bodies.</summary>
internal sealed class EchoWriter
{
    private readonly EchoPlan _plan;
    private readonly Anchors _anchors;
    private readonly byte[] _anchorWidths;
    private readonly byte[] _pcWidths;
    private readonly byte[] _valueWidths;
    private readonly (int Pc, int Value, bool None)[] _sums;
    private readonly int _addressBits;
    private readonly int[] _pageBits;
    private readonly uint[] _valueCodes;
    private readonly uint[] _stepCodes;

    private EchoWriter(EchoPlan plan)
    {
        _plan = plan;
        _anchors = Anchors.Of(plan.Tokens);
        _anchorWidths = PageAnchors.Widths(_anchors.Differences);
        _sums = Sums(plan);
        int[] echoes = [.. Enumerable.Range(0, _sums.Length).Where(i => plan.Operations[i].Source >= 0)];
        _pcWidths = PageAnchors.Widths([.. echoes.Select(i => _sums[i].Pc)]);
        _valueWidths = PageAnchors.Widths([.. echoes.Select(i => _sums[i].Value)]);
        _valueCodes = Codes(plan.Values);
        _stepCodes = Codes(plan.Steps);
        _addressBits = 31;
        _pageBits = PageBits();
        _addressBits = BitOperations.Log2((uint)_pageBits.Sum() + (uint)(_pageBits.Length << PageDirectory.MaxUnit)) + 1;
        _pageBits = PageBits();
    }

    /// <summary>Writes the bytes.</summary>
    /// <param name="plan">At least one entry.</param>
    /// <param name="shape">What the tokens were cut with.</param>
    /// <param name="output">Receives the bytes.</param>
    public static void Write(EchoPlan plan, PhraseHeader shape, ByteWriter output)
    {
        var writer = new EchoWriter(plan);
        int unit = PageDirectory.Choose(writer._pageBits, CanonicalCode.MaxLength);
        int[] bits = [.. writer._pageBits.Select(length => length + unit)];
        var model = new ByteWriter();
        EchoModel.Write(writer._addressBits, writer._pcWidths, writer._valueWidths, plan.Values, plan.Steps, model);
        PageHead.Write(shape with { Entries = (uint)plan.Tokens.Count, Unit = unit }, model.Written, bits, writer._anchorWidths, writer._anchors.Groups, output);
        output.Write(writer.Bodies(bits, unit));
        output.Write(stackalloc byte[PhraseHeader.TailBytes]);
    }

    private static uint[] Codes(EchoStream stream)
    {
        int symbols = stream.Symbols.Length;
        return [.. Enumerable.Range(0, stream.Clusters).SelectMany(cluster => CanonicalCode.Codes(stream.Lengths.AsSpan(cluster * symbols, symbols)))];
    }

    private static (int Pc, int Value, bool None)[] Sums(EchoPlan plan)
    {
        var sums = new (int Pc, int Value, bool None)[plan.Operations.Count];
        for (int i = 0; i < sums.Length; i++)
        {
            EchoOperation operation = plan.Operations[i];
            for (int entry = operation.Entry; entry < operation.Entry + operation.Length; entry++)
            {
                sums[i] = (sums[i].Pc + (int)plan.Tokens.Steps[entry], sums[i].Value + plan.Tokens.Values[entry], plan.Tokens.Flavours[entry] == PhraseRules.None);
            }
        }

        return sums;
    }

    private int[] PageBits()
    {
        var bits = new int[_plan.Tokens.Pages];
        int page = 0;
        int operation = 0;
        foreach ((EchoOperation own, EchoHistory history) in _plan.Walk())
        {
            while (operation >= _plan.PageStarts[page + 1])
            {
                page++;
            }

            bits[page] += OperationBits(own, history, operation++);
        }

        for (page = 0; page < bits.Length; page++)
        {
            bits[page] += 3 + _anchorWidths[PageAnchors.Choose(_anchors.Differences[page], _anchorWidths)];
        }

        return bits;
    }

    private int OperationBits(EchoOperation operation, EchoHistory history, int index)
    {
        int value = operation.Source < 0 ? _plan.ValueNames[operation.Entry] : 0;
        int bits = _plan.Values.Lengths[Slot(_plan.Values, EchoContexts.OfValue(history), value)];
        if (operation.Source >= 0)
        {
            return bits + _addressBits + 5 + _pcWidths[PageAnchors.Choose(_sums[index].Pc, _pcWidths)] + _valueWidths[PageAnchors.Choose(_sums[index].Value, _valueWidths)];
        }

        int step = _plan.StepNames[operation.Entry];
        bits += _plan.Values.Symbols[value].Width + _plan.Steps.Symbols[step].Width;
        return bits + _plan.Steps.Lengths[Slot(_plan.Steps, EchoContexts.OfStep(value, history), step)];
    }

    private static int Slot(EchoStream stream, int context, int symbol) => (stream.Map[context] * stream.Symbols.Length) + symbol;

    private ReadOnlySpan<byte> Bodies(int[] bits, int unit)
    {
        var buffer = new BitBuffer(_plan.Tokens.Count);
        var addresses = new int[_plan.Tokens.Count];
        int page = -1;
        int end = 0;
        int operation = 0;
        foreach ((EchoOperation own, EchoHistory history) in _plan.Walk())
        {
            while (operation >= _plan.PageStarts[page + 1])
            {
                page++;
                buffer.Extend(end);
                end += PageDirectory.Units(bits[page], unit) << unit;
                BeginPage(buffer, page, (PageDirectory.Units(bits[page], unit) << unit) - bits[page], unit);
            }

            addresses[own.Entry] = buffer.Length;
            Append(buffer, own, history, operation++, addresses);
        }

        buffer.Extend(end);
        return buffer.Bytes;
    }

    private void BeginPage(BitBuffer buffer, int page, int padding, int unit)
    {
        int choice = PageAnchors.Choose(_anchors.Differences[page], _anchorWidths);
        buffer.Append((uint)padding, unit);
        buffer.Append(((uint)choice << 1) | (_anchors.IsNone[page] ? 1u : 0u), 3);
        buffer.Append((uint)_anchors.Differences[page], _anchorWidths[choice]);
    }

    private void Append(BitBuffer buffer, EchoOperation operation, EchoHistory history, int index, int[] addresses)
    {
        int value = operation.Source < 0 ? _plan.ValueNames[operation.Entry] : 0;
        int slot = Slot(_plan.Values, EchoContexts.OfValue(history), value);
        buffer.Append(_valueCodes[slot], _plan.Values.Lengths[slot]);
        if (operation.Source >= 0)
        {
            buffer.Append((uint)addresses[operation.Source], _addressBits);
            int pcChoice = PageAnchors.Choose(_sums[index].Pc, _pcWidths);
            int valueChoice = PageAnchors.Choose(_sums[index].Value, _valueWidths);
            buffer.Append(((uint)pcChoice << 3) | ((uint)valueChoice << 1) | (_sums[index].None ? 1u : 0u), 5);
            buffer.Append((uint)_sums[index].Pc, _pcWidths[pcChoice]);
            buffer.Append((uint)_sums[index].Value, _valueWidths[valueChoice]);
            return;
        }

        EchoSymbol valueSymbol = _plan.Values.Symbols[value];
        buffer.Append(valueSymbol.Extra(_plan.Tokens.Values[operation.Entry]), valueSymbol.Width);
        int step = _plan.StepNames[operation.Entry];
        slot = Slot(_plan.Steps, EchoContexts.OfStep(value, history), step);
        buffer.Append(_stepCodes[slot], _plan.Steps.Lengths[slot]);
        buffer.Append(_plan.Steps.Symbols[step].Extra((int)_plan.Tokens.Steps[operation.Entry]), _plan.Steps.Symbols[step].Width);
    }
}
