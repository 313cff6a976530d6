namespace EncodingLab.Encodings.Primitives;

/// <summary>Gives the entries of a page of mixed chances.</summary>
internal ref struct MixedScan : IPageScan<MixedScan, MixedState>
{
    private readonly MixedState _state;
    private MixedWalk<BitDecoder> _walk;
    private int _left;

    private MixedScan(MixedState state, ReadOnlySpan<byte> bytes, scoped in PhraseHeader header, PageBody body, Span<ushort> scratch)
    {
        _state = state;
        _walk = new(state, new(bytes[(body.Begin >> 3)..]), scratch, false);
        if (body.HasPositions)
        {
            int width = header.AnchorWidth((int)_walk.Coder.Plain(0, 2));
            BeginsWithNone = _walk.Coder.Plain(0, 1) != 0;
            uint anchor = _walk.Coder.Plain(0, width);
            Anchor = width == 0 ? 0 : (uint)((int)(anchor << (32 - width)) >> (32 - width));
        }

        // A page without bytes has no entries.
        _left = body.Begin == body.End ? 0 : (int)_walk.Coder.Plain(0, state.CountBits);
    }

    public uint Anchor { get; }

    public bool BeginsWithNone { get; }

    public readonly int BitsRead => 8 * _walk.Coder.Position;

    public static MixedState? OpenModel(ReadOnlySpan<byte> model) => MixedState.Open(model);

    public static int ScratchOf(MixedState state) => 1 << state.SlotBits;

    public static MixedScan Open(MixedState state, ReadOnlySpan<byte> bytes, scoped in PhraseHeader header, PageBody body, Span<ushort> scratch) => new(state, bytes, header, body, scratch);

    public bool TryNext<TProbe>(out PageEntry entry, ref TProbe probe)
        where TProbe : struct, IProbe, allows ref struct
    {
        entry = default;
        if (_left-- <= 0)
        {
            return false;
        }

        (int value, uint valueExtra, int step, uint stepExtra) = _walk.Entry(0, 0, 0, 0);
        ulong record = _state.Model.Symbols[value];
        entry = new((uint)_state.Model.Symbols[ContextModel.FirstStep + step] + stepExtra, (uint)record + valueExtra, (record & EchoSymbol.NoneFlag) != 0);
        return true;
    }
}
