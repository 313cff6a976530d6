namespace EncodingLab.Encodings.Primitives;

/// <summary>Writes what stands before the bodies of pages: header, model, directory.</summary>
internal static class PageHead
{
    /// <summary>Writes them; what follows counts as body.</summary>
    /// <param name="shape">With entries and unit.</param>
    /// <param name="model">What a reader opens.</param>
    /// <param name="bits">Bits of each page's body.</param>
    /// <param name="widths">Four anchor widths.</param>
    /// <param name="positions">Per group of pages, and the last; empty without positions.</param>
    /// <param name="output">Receives the bytes.</param>
    public static void Write(PhraseHeader shape, ReadOnlySpan<byte> model, int[] bits, ReadOnlySpan<byte> widths, ReadOnlySpan<uint> positions, ByteWriter output)
    {
        uint packed = widths[0] | ((uint)widths[1] << 8) | ((uint)widths[2] << 16) | ((uint)widths[3] << 24);
        output.Part = BytePart.Index;
        (shape with { Pages = (uint)bits.Length, ModelBytes = (uint)model.Length, LongPages = (uint)PageDirectory.LongPages(bits, shape.Unit), AnchorWidths = packed }).Write(output);
        output.Part = BytePart.Model;
        output.Write(model);
        output.Part = BytePart.Index;
        PageDirectory.Write(bits, shape.Unit, positions, output);
        output.Part = BytePart.Body;
    }
}
