using EncodingLab.Tables;

namespace EncodingLab.Files;

/// <summary>One wasm frame at a program point; several where functions were inlined, the innermost first.</summary>
/// <param name="Position">In the wasm.</param>
/// <param name="Descriptor">Number of the frame descriptor.</param>
/// <param name="StackShape">Number of the shape of its operand stack; null for an empty one.</param>
public sealed record FrameAtPoint(uint Position, uint Descriptor, uint? StackShape);

/// <summary>A program point of guest debugging.</summary>
/// <param name="Pc">Offset in <c>.text</c>.</param>
/// <param name="BeforeInstruction">True: the instruction that begins here; false: the one that ends here.</param>
/// <param name="Frames">Its wasm frames.</param>
public sealed record FramePoint(uint Pc, bool BeforeInstruction, IReadOnlyList<FrameAtPoint> Frames);

/// <summary>The section <c>.wasmtime.frames</c>, which only guest debugging writes. No real file of the corpus has it: read on synthetic bytes only.</summary>
/// <remarks>
/// Little-endian u32: numbers of descriptors d, points p, breakpoints b; bytes of descriptors; words of points; bytes of patches. Then d x (start, end) of a
/// descriptor; d x offset to the frame pointer; p x (pc &lt;&lt; 1 | before); p x start of the point's words; b x position in the wasm, b x patch offset, b x end of
/// patch; the descriptors; the points' words; the patches. A point's words: per frame position (top bit: another frame follows), descriptor, stack shape.
/// Source: bytecodealliance/wasmtime, crates/environ/src/frame_table.rs and crates/environ/src/compile/frame_table.rs at a26972f2f0.
/// </remarks>
public sealed class FrameSection
{
    private const int FrameWords = 3;
    private const uint Another = 0x8000_0000;
    private readonly long _bytes;
    private readonly uint[] _points;
    private readonly uint[] _starts;
    private readonly uint[] _words;

    private FrameSection(ReadOnlySpan<byte> section, uint textBytes)
    {
        _bytes = section.Length;
        var reader = new WordSection(section);
        uint[] counts = reader.Words(6, "the header");
        reader.Skip(counts[0] * 12L, "descriptor ranges and frame offsets");
        _points = reader.Words(counts[1], "program points");
        _starts = reader.Words(counts[1], "starts of points");
        reader.Skip(counts[2] * 12L, "breakpoints");
        reader.Skip(counts[3], "descriptors");
        _words = reader.Words(counts[4], "words of points");
        reader.Skip(counts[5], "patches");
        reader.End();
        WordSection.RequireAscending(_points, (textBytes + 1UL) * 2, "program point");
        ulong end = 0;
        for (int i = 0; i < _points.Length; i++)
        {
            end = RequirePoint(i, end, counts[0]);
        }
    }

    /// <summary>All program points in order.</summary>
    public IEnumerable<FramePoint> Points => Enumerable.Range(0, _points.Length).Select(Point);

    /// <summary>Reads and checks the whole section, but for descriptors and patches, whose bytes are only counted.</summary>
    /// <exception cref="MalformedTableException">It contradicts itself.</exception>
    public static FrameSection Parse(ReadOnlyMemory<byte> section, uint textBytes) => new(section.Span, textBytes);

    /// <summary>A record: the words of a point.</summary>
    internal SideTable ToSideTable() => new(
        new PcTable(TableKind.Frames, _points, _starts), _bytes,
        () => WordSection.DistinctWords(_words, _starts.Select((start, i) => ((int)start, Point(i).Frames.Count * FrameWords))));

    /// <summary>Points' words lie one after another, as Wasmtime writes them; returns where these end.</summary>
    private ulong RequirePoint(int index, ulong previousEnd, uint descriptors)
    {
        ulong at = _starts[index];
        if (at < previousEnd)
        {
            throw new MalformedTableException($"program point {index} begins at word {at}, expected it behind word {previousEnd}");
        }

        bool another;
        do
        {
            if (at + FrameWords > (ulong)_words.Length || _words[at + 1] >= descriptors)
            {
                throw new MalformedTableException($"program point {index}: a frame at word {at} of {_words.Length} lies outside or names none of the {descriptors} descriptors");
            }

            another = (_words[at] & Another) != 0;
            at += FrameWords;
        }
        while (another);

        return at;
    }

    private FramePoint Point(int index)
    {
        var frames = new List<FrameAtPoint>();
        uint at = _starts[index];
        do
        {
            frames.Add(new(_words[at] & ~Another, _words[at + 1], _words[at + 2] == uint.MaxValue ? null : _words[at + 2]));
            at += FrameWords;
        }
        while ((_words[at - FrameWords] & Another) != 0);

        return new(_points[index] >> 1, (_points[index] & 1) != 0, frames);
    }
}
