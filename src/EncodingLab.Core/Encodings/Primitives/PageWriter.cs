namespace EncodingLab.Encodings.Primitives;

/// <summary>Writes header, model, directory and bodies of pages that begin with an anchor, then zeros up to a one, from which on they are a coder's own.</summary>
/// <param name="tokens">At least one.</param>
/// <param name="hasPositions">Whether it is an address map.</param>
internal abstract class PageWriter(PageTokens tokens, bool hasPositions)
{
    private const int LongestPadding = 16;

    private readonly Anchors? _anchors = hasPositions ? Anchors.Of(tokens) : null;
    private byte[] _widths = new byte[PageAnchors.Choices];

    /// <summary>Appends a page's own bits: a one first, or none at all for a page without entries.</summary>
    /// <param name="start">Its first token.</param>
    /// <param name="end">One past its last token.</param>
    /// <param name="bits">Receives them.</param>
    protected abstract void Append(int start, int end, BitBuffer bits);

    /// <summary>Writes the bytes.</summary>
    /// <param name="model">What a reader expands.</param>
    /// <param name="shape">What the tokens were cut with.</param>
    /// <param name="output">Receives the bytes.</param>
    protected void Write(ReadOnlySpan<byte> model, PhraseHeader shape, ByteWriter output)
    {
        _widths = _anchors is null ? _widths : PageAnchors.Widths(_anchors.Differences);
        BitBuffer pages = Pages(out int[] bits);
        int unit = PageDirectory.Choose(bits, LongestPadding);
        PageHead.Write(shape with { Entries = (uint)tokens.Count, Unit = unit }, model, bits, _widths, _anchors is null ? default : _anchors.Groups, output);
        output.Write(Padded(pages, bits, unit).Bytes);
        output.Write(stackalloc byte[PhraseHeader.TailBytes]);
    }

    // All pages one after the other, without padding.
    private BitBuffer Pages(out int[] bits)
    {
        var buffer = new BitBuffer(tokens.Count + 64);
        bits = new int[tokens.Pages];
        for (int page = 0; page < bits.Length; page++)
        {
            int start = buffer.Length;
            AppendAnchor(page, buffer);
            Append(tokens.PageStarts[page], tokens.PageStarts[page + 1], buffer);
            bits[page] = buffer.Length - start;
        }

        return buffer;
    }

    // Padding goes between the anchor and the one, which ends it.
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
}
