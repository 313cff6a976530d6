using EncodingLab.Tables;

namespace EncodingLab.Files;

/// <summary>One way on from a call that threw.</summary>
/// <param name="Tag">Which exceptions; null for all.</param>
/// <param name="ContextOffset">Where, above the stack pointer, the word lies that says whose tag it is; null where there is none.</param>
/// <param name="Pc">Where control goes on.</param>
public sealed record ExceptionHandler(uint? Tag, uint? ContextOffset, uint Pc);

/// <summary>The handlers at a return address.</summary>
/// <param name="Pc">Return address, offset in <c>.text</c>.</param>
/// <param name="FrameBytes">From the stack pointer to the frame pointer; null where not said.</param>
/// <param name="Handlers">In the order in which they are tried.</param>
public sealed record ExceptionEntry(uint Pc, uint? FrameBytes, IReadOnlyList<ExceptionHandler> Handlers);

/// <summary>The section <c>.wasmtime.exceptions</c>; nearly every file has one, since trampolines that enter wasm catch everything.</summary>
/// <remarks>
/// Little-endian u32 throughout: number of call sites c; number of handlers h; c x return address, ascending; c x frame bytes; c x number of the call's last
/// handler plus one; h x tag; h x context offset; h x handler offset. 0xFFFFFFFF stands for none.
/// Source: bytecodealliance/wasmtime, crates/unwinder/src/exception_table.rs, whose older form at 40a317eb1e lacks frame bytes and contexts; the six arrays are
/// those that 46.0.3 and 47.0.2 wrote into every file of the corpus.
/// </remarks>
public sealed class ExceptionSection
{
    private const uint Nothing = uint.MaxValue;
    private const int HandlerWords = 3;
    private readonly long _bytes;
    private readonly uint[] _pcs;
    private readonly uint[] _frames;
    private readonly uint[] _ends;
    private readonly uint[] _tags;
    private readonly uint[] _contexts;
    private readonly uint[] _handlers;

    private ExceptionSection(ReadOnlySpan<byte> section, uint textBytes)
    {
        _bytes = section.Length;
        var reader = new WordSection(section);
        uint calls = reader.Word("the number of call sites");
        uint handlers = reader.Word("the number of handlers");
        _pcs = reader.Words(calls, "return addresses");
        _frames = reader.Words(calls, "frame bytes");
        _ends = reader.Words(calls, "handler ranges");
        _tags = reader.Words(handlers, "tags");
        _contexts = reader.Words(handlers, "contexts");
        _handlers = reader.Words(handlers, "handlers");
        reader.End();
        WordSection.RequireAscending(_pcs, textBytes + 1UL, "return address");
        WordSection.RequireAscending(_ends, handlers + 1UL, "end of handler range");
        if (_ends.LastOrDefault() != handlers)
        {
            throw new MalformedTableException($"expected the last range to end at handler {handlers}, found {_ends.LastOrDefault()}");
        }

        int beyond = Array.FindIndex(_handlers, handler => handler >= textBytes);
        if (beyond >= 0)
        {
            throw new MalformedTableException($"handler {beyond} is at {_handlers[beyond]}, expected less than {textBytes}");
        }
    }

    /// <summary>All entries in order.</summary>
    public IEnumerable<ExceptionEntry> Entries => Enumerable.Range(0, _pcs.Length).Select(Entry);

    /// <summary>Reads and checks the whole section.</summary>
    /// <exception cref="MalformedTableException">It contradicts itself.</exception>
    public static ExceptionSection Parse(ReadOnlyMemory<byte> section, uint textBytes) => new(section.Span, textBytes);

    internal SideTable ToSideTable() => new(new PcTable(TableKind.Exceptions, _pcs, _ends), _bytes, DistinctWords);

    private static uint? Known(uint value) => value == Nothing ? null : value;

    /// <summary>A record: frame bytes and the call's handlers, each three words.</summary>
    private long DistinctWords()
    {
        uint[] words = new uint[_pcs.Length + (_handlers.Length * HandlerWords)];
        var slices = new (int Start, int Length)[_pcs.Length];
        int at = 0;
        for (int i = 0; i < _pcs.Length; i++)
        {
            int start = at;
            words[at++] = _frames[i];
            for (int handler = First(i); handler < _ends[i]; handler++)
            {
                words[at++] = _tags[handler];
                words[at++] = _contexts[handler];
                words[at++] = _handlers[handler];
            }

            slices[i] = (start, at - start);
        }

        return WordSection.DistinctWords(words, slices);
    }

    private int First(int entry) => entry == 0 ? 0 : (int)_ends[entry - 1];

    private ExceptionEntry Entry(int index) => new(
        _pcs[index], Known(_frames[index]),
        [.. Enumerable.Range(First(index), (int)_ends[index] - First(index)).Select(i => new ExceptionHandler(Known(_tags[i]), Known(_contexts[i]), _handlers[i]))]);
}
