namespace EncodingLab.Encodings.Primitives;

/// <summary>Writes a token stream as pages of phrases.</summary>
internal static class PhraseWriter
{
    /// <summary>Writes header, model, directory and bodies.</summary>
    /// <param name="tokens">At least one token.</param>
    /// <param name="code">Its code, in the order of the model.</param>
    /// <param name="anchors">Where positions stand at page starts; null without positions.</param>
    /// <param name="shape">What the tokens were cut with.</param>
    /// <param name="traps">Trap codes, where both tables share the pages.</param>
    /// <param name="inPlace">Whether the model is written as it is used.</param>
    /// <param name="output">Receives the bytes.</param>
    public static void Write(PageTokens tokens, PhraseCode code, Anchors? anchors, PhraseHeader shape, JointTraps traps, bool inPlace, ByteWriter output)
    {
        byte[] widths = anchors is null ? [0, 0, 0, 32] : PageAnchors.Widths(anchors.Differences);
        var model = new ByteWriter();
        if (inPlace)
        {
            PhraseModel.WriteInPlace(code, model);
        }
        else
        {
            PhraseModel.WritePacked(code, model);
        }

        int[] bits = PageSizes(tokens, code, anchors, widths);
        int unit = PageDirectory.Choose(bits, code.Lengths.Max());
        uint packed = widths[0] | ((uint)widths[1] << 8) | ((uint)widths[2] << 16) | ((uint)widths[3] << 24);
        output.Part = BytePart.Index;
        (shape with { Entries = (uint)tokens.Count, Pages = (uint)bits.Length, ModelBytes = (uint)model.Length, Unit = unit, LongPages = (uint)PageDirectory.LongPages(bits, unit), AnchorWidths = packed, IsPacked = !inPlace }).Write(output);
        output.Part = BytePart.Model;
        if (shape.IsJoint)
        {
            JointPrefix.Write(tokens.Flavours.Any(flavour => PhraseRules.Effect(flavour) != PhraseRules.Keep), traps, output);
        }

        output.Write(model.Written);
        output.Part = BytePart.Index;
        PageDirectory.Write(bits, unit, anchors is null ? default : anchors.Groups, output);
        output.Part = BytePart.Body;
        output.Write(Bodies(tokens, code, anchors, widths, bits, unit));
        output.Write(stackalloc byte[PhraseHeader.TailBytes]);
    }

    private static int[] PageSizes(PageTokens tokens, PhraseCode code, Anchors? anchors, byte[] widths)
    {
        var extras = new byte[code.Symbols.Length];
        for (int symbol = 0; symbol < extras.Length; symbol++)
        {
            extras[symbol] = (byte)(code.Lengths[symbol] + PhraseSymbol.PcWidth(code.Symbols[symbol].PcCode) + PhraseSymbol.ValueWidths[code.Symbols[symbol].ValueCode]);
        }

        var bits = new int[tokens.Pages];
        for (int page = 0; page < bits.Length; page++)
        {
            int sum = anchors is null ? 0 : 3 + widths[PageAnchors.Choose(anchors.Differences[page], widths)];
            foreach (ushort symbol in code.Stream.AsSpan(code.PageStarts[page]..code.PageStarts[page + 1]))
            {
                sum += extras[symbol];
            }

            bits[page] = sum;
        }

        return bits;
    }

    // Codes go forward from a page's begin, extra bits backward from its end. One idea, so longer than most.
    private static ReadOnlySpan<byte> Bodies(PageTokens tokens, PhraseCode code, Anchors? anchors, byte[] widths, int[] bits, int unit)
    {
        uint[] codes = CanonicalCode.Codes(code.Lengths);
        var buffer = new BitBuffer(tokens.Count);
        int begin = 0;
        for (int page = 0; page < bits.Length; page++)
        {
            int end = begin + (PageDirectory.Units(bits[page], unit) << unit);
            buffer.Extend(end);
            int extra = end;
            if (anchors is not null)
            {
                int choice = PageAnchors.Choose(anchors.Differences[page], widths);
                Back(buffer, ref extra, anchors.IsNone[page] ? 1u : 0u, 1);
                Back(buffer, ref extra, (uint)choice, 2);
                Back(buffer, ref extra, (uint)anchors.Differences[page], widths[choice]);
            }

            int token = tokens.PageStarts[page] - 1;
            foreach (ushort symbol in code.Stream.AsSpan(code.PageStarts[page]..code.PageStarts[page + 1]))
            {
                token += code.Spelled[symbol];
                buffer.Put(begin, codes[symbol], code.Lengths[symbol]);
                begin += code.Lengths[symbol];
                PhraseSymbol own = code.Symbols[symbol];
                if (own.HasExtraBits)
                {
                    PhraseSymbol last = Last(code, symbol);
                    Back(buffer, ref extra, last.PcExtra(tokens.Steps[token]), PhraseSymbol.PcWidth(own.PcCode));
                    Back(buffer, ref extra, last.ValueExtra(tokens.Values[token]), PhraseSymbol.ValueWidths[own.ValueCode]);
                }
            }

            // Ones cannot be taken for a code: the last code is all ones or missing, and no shorter than a unit.
            buffer.Put(begin, ulong.MaxValue, extra - begin);
            begin = end;
        }

        return buffer.Bytes;
    }

    private static PhraseSymbol Last(PhraseCode code, int symbol)
    {
        while (code.Pairs[symbol] is { } pair)
        {
            symbol = pair.Second;
        }

        return code.Symbols[symbol];
    }

    private static void Back(BitBuffer buffer, ref int end, uint value, int width)
    {
        end -= width;
        buffer.Put(end, value, width);
    }
}
