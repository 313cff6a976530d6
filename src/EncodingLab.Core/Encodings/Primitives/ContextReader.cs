using System.Runtime.InteropServices;
using EncodingLab.Tables;

namespace EncodingLab.Encodings.Primitives;

/// <summary>Looks pcs up in pages whose entries a scan gives. Portable.</summary>
/// <typeparam name="TScan">Decodes a page.</typeparam>
/// <typeparam name="TState">What opening builds.</typeparam>
/// <typeparam name="TQuestion">What is asked.</typeparam>
internal readonly ref struct ContextReader<TScan, TState, TQuestion> : ITableReader<ContextReader<TScan, TState, TQuestion>>
    where TScan : struct, IPageScan<TScan, TState>, allows ref struct
    where TState : class
    where TQuestion : struct, IPhraseQuestion
{
    private const int MaxBytes = 1 << 27;

    private readonly ReadOnlySpan<byte> _bytes;
    private readonly PhraseHeader _header;
    private readonly PageDirectory _directory;
    private readonly int _bodyBit;
    private readonly int _bodyEnd;

    private ContextReader(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > MaxBytes || !PhraseHeader.TryRead(bytes, false, TQuestion.HasPositions, false, out _header)
            || TScan.OpenModel(bytes.Slice(PhraseHeader.Bytes, (int)_header.ModelBytes)) is not { } state)
        {
            return;
        }

        int directory = PhraseHeader.Bytes + (int)_header.ModelBytes;
        _bytes = bytes;
        State = state;
        _directory = new(directory, (int)_header.Pages, (int)_header.LongPages, _header.Unit, TQuestion.HasPositions);
        _bodyBit = 8 * (directory + (int)PageDirectory.Bytes(_header.Pages, _header.LongPages, TQuestion.HasPositions));
        _bodyEnd = 8 * (bytes.Length - PhraseHeader.TailBytes);
    }

    /// <summary>What opening built; null where the bytes contradict themselves.</summary>
    public TState? State { get; }

    public PhraseHeader Header => _header;

    /// <inheritdoc/>
    public static ContextReader<TScan, TState, TQuestion> Open(ReadOnlySpan<byte> bytes, int parameter) => new(bytes);

    /// <inheritdoc/>
    public bool TryFind<TProbe>(uint pc, out uint value, ref TProbe probe)
        where TProbe : struct, IProbe, allows ref struct
    {
        value = 0;
        if (State is not { } state || pc < _header.FirstPc)
        {
            return false;
        }

        uint unit = pc >> _header.PcShift;
        int page = (int)Math.Min(_header.Size.PageOf(unit), _header.Pages - 1);
        if ((TQuestion.Exact && unit << _header.PcShift != pc) || !TryBody(page, out PageBody body, ref probe))
        {
            return false;
        }

        // The scan does not outlive this call, which the compiler cannot see where probes may be ref structs.
        Span<ushort> scratch = stackalloc ushort[TScan.ScratchOf(state)];
        TScan scan = TScan.Open(state, _bytes, _header, body, MemoryMarshal.CreateSpan(ref MemoryMarshal.GetReference(scratch), scratch.Length));
        PageStop stop = default;
        stop.Rest = unit - _header.Size.StartOf((uint)page);
        (stop.Position, stop.IsNone) = (TQuestion.Exact ? 0 : Expect(page, ref probe) + scan.Anchor, scan.BeginsWithNone);
        bool found = TScan.Walk<TQuestion, TProbe>(scan, _header.Entries, ref stop, ref probe);
        probe.Read(body.Begin >> 3, Math.Min((stop.BitsRead + (body.Begin & 7) + 7) >> 3, _bytes.Length - (body.Begin >> 3)));
        value = TQuestion.Exact ? stop.Code : stop.IsNone ? TableKind.None : stop.Position;
        return found || !TQuestion.Exact;
    }

    /// <summary>Where a page lies; false where that is outside the bodies.</summary>
    public bool TryBody<TProbe>(int page, out PageBody body, ref TProbe probe)
        where TProbe : struct, IProbe, allows ref struct
    {
        _directory.Find(_bytes, page, out long begin, out long end, ref probe);
        bool fits = begin <= end && end + _bodyBit <= _bodyEnd;
        body = fits ? new((int)begin + _bodyBit, (int)end + _bodyBit, TQuestion.HasPositions) : default;
        return fits;
    }

    /// <summary>The position expected where a page begins.</summary>
    public uint Expect<TProbe>(int page, ref TProbe probe)
        where TProbe : struct, IProbe, allows ref struct => TQuestion.HasPositions ? _directory.Expect(_bytes, page, ref probe) : 0;
}
