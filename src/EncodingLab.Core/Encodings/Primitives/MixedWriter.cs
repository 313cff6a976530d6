using System.Numerics;

namespace EncodingLab.Encodings.Primitives;

/// <summary>Writes a plan as header, model, directory and bodies of mixed chances.</summary>
internal static class MixedWriter
{
    private const int ByteUnit = 3;
    private const int LongestPadding = 16;

    /// <summary>Writes the bytes.</summary>
    /// <param name="plan">What to write.</param>
    /// <param name="shape">What the tokens were cut with.</param>
    /// <param name="hasPositions">Whether it is an address map.</param>
    /// <param name="output">Receives the bytes.</param>
    public static void Write(ContextPlan plan, PhraseHeader shape, bool hasPositions, ByteWriter output)
    {
        PageTokens tokens = plan.Tokens;
        int countBits = BitOperations.Log2((uint)Enumerable.Range(0, tokens.Pages).Max(page => Entries(tokens, page)) | 1) + 1;
        var untrained = new ByteWriter();
        untrained.WriteByte((byte)countBits);
        untrained.WriteByte((byte)MixedState.MaxSlotBits);
        new MixedWeights().CopyTo(untrained.Reserve(MixedWeights.Count));
        ContextModel.Write(plan.Values, plan.Steps, untrained);
        MixedState state = MixedState.Open(untrained.Written)!;
        var anchors = hasPositions ? Anchors.Of(tokens) : null;
        byte[] widths = anchors is null ? new byte[PageAnchors.Choices] : PageAnchors.Widths(anchors.Differences);
        _ = Bodies(plan, state, anchors, widths, true, out _);
        byte[] model = MixedState.WithWeights(untrained.Written, state.Weights);
        ByteWriter bodies = Bodies(plan, MixedState.Open(model)!, anchors, widths, false, out int[] bits);
        int unit = Math.Max(PageDirectory.Choose(bits, LongestPadding), ByteUnit);
        PageHead.Write(shape with { Entries = (uint)tokens.Count, Unit = unit }, model, bits, widths, anchors is null ? default : anchors.Groups, output);
        WritePadded(bodies.Written, bits, unit, output);
        output.Write(stackalloc byte[PhraseHeader.TailBytes]);
    }

    private static void WritePadded(ReadOnlySpan<byte> bodies, int[] bits, int unit, ByteWriter output)
    {
        foreach (int length in bits)
        {
            output.Write(bodies[..(length / 8)]);
            bodies = bodies[(length / 8)..];
            output.Reserve((PageDirectory.Units(length, unit) << unit) / 8 - (length / 8)).Clear();
        }
    }

    private static int Entries(PageTokens tokens, int page) => tokens.PageStarts[page + 1] - tokens.PageStarts[page];

    private static ByteWriter Bodies(ContextPlan plan, MixedState state, Anchors? anchors, byte[] widths, bool learns, out int[] bits)
    {
        PageTokens tokens = plan.Tokens;
        var output = new ByteWriter(tokens.Count + 64);
        bits = new int[tokens.Pages];
        Span<ushort> slots = stackalloc ushort[1 << state.SlotBits];
        for (int page = 0; page < tokens.Pages; page++)
        {
            int start = output.Length;
            if (anchors is not null || Entries(tokens, page) > 0)
            {
                slots.Clear();
                var walk = new MixedWalk<BitEncoder>(state, new(output), slots, learns);
                Page(ref walk, plan, page, anchors, widths, state.CountBits);
            }

            bits[page] = 8 * (output.Length - start);
        }

        return output;
    }

    private static void Page(ref MixedWalk<BitEncoder> walk, ContextPlan plan, int page, Anchors? anchors, byte[] widths, int countBits)
    {
        PageTokens tokens = plan.Tokens;
        if (anchors is not null)
        {
            int difference = anchors.Differences[page];
            int choice = PageAnchors.Choose(difference, widths);
            walk.Coder.Plain((uint)choice, 2);
            walk.Coder.Plain(anchors.IsNone[page] ? 1u : 0, 1);
            walk.Coder.Plain((uint)difference, widths[choice]);
        }

        walk.Coder.Plain((uint)Entries(tokens, page), countBits);
        for (int token = tokens.PageStarts[page]; token < tokens.PageStarts[page + 1]; token++)
        {
            (int value, int step) = (plan.ValueNames[token], plan.StepNames[token]);
            walk.Entry(value, plan.Values.Symbols[value].Extra(tokens.Values[token]), step, plan.Steps.Symbols[step].Extra((int)tokens.Steps[token]));
        }

        walk.Coder.Finish();
    }
}
