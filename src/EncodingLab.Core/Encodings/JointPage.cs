using EncodingLab.Encodings.Primitives;
using EncodingLab.Tables;

namespace EncodingLab.Encodings;

/// <summary>A page of a <see cref="JointPages"/> structure read key by key, with a check on each read: for decoding, and for the pages that words and vectors cannot take.</summary>
internal ref struct JointPage
{
    /// <summary>In place of a trap code: the key does not trap.</summary>
    public const uint NoTrap = uint.MaxValue;

    private readonly ReadOnlySpan<byte> _body;
    private readonly JointPagesLayout _layout;
    private readonly int _stride;
    private readonly int _byteCount;
    private readonly int _wideBytes;
    private readonly int _trapsAt;
    private readonly int _classesAt;
    private readonly bool _hasCodes;
    private readonly int _lowsAt;
    private readonly int _nibblesAt;
    private int _nibbles;
    private int _singles;
    private int _wides;
    private int _others;

    /// <summary>Takes the body of a page that is neither empty nor rare.</summary>
    public JointPage(ReadOnlySpan<byte> body, in JointPagesLayout layout)
    {
        _body = body;
        _layout = layout;
        Keys = body[0] & 0x7f;
        _byteCount = body[1] & JointPagesLayout.MaxBytes;
        _wideBytes = (body[1] & (JointPagesLayout.WideWides >> 8)) != 0 ? 4 : 2;
        _stride = PagePcs.Stride(Keys);
        _trapsAt = 2 + PagePcs.UpperBytes(layout.Plan, Keys);
        _hasCodes = (body[1] & (JointPagesLayout.Codes >> 8)) != 0;
        _classesAt = _trapsAt + (_hasCodes ? 2 * _stride : _stride);
        _lowsAt = _classesAt + (2 * _stride);
        _nibblesAt = _lowsAt + BitPacking.BytesFor((long)Keys * layout.Plan.Low);
    }

    public int Keys { get; }

    /// <summary>Whether a position is in force at the page's start.</summary>
    public readonly bool CarriesPosition => Bit(_classesAt, 0) != 0;

    /// <summary>Reads every key; false where the parts contradict each other.</summary>
    /// <param name="position">The last position before the page.</param>
    /// <param name="codes">The header's other codes.</param>
    /// <param name="locals">Receives units from the page's start.</param>
    /// <param name="values">Receives the map's answers.</param>
    /// <param name="traps">Receives trap codes, or <see cref="NoTrap"/>.</param>
    public bool TryRead(uint position, ReadOnlySpan<byte> codes, Span<uint> locals, Span<uint> values, Span<uint> traps)
    {
        int othersAt = OthersAt(out int wides);
        for (int i = 0; i < Keys; i++)
        {
            int form = Class(i);
            position += form switch
            {
                0 => 0u,
                1 => (uint)((int)BitPacking.Field(_body, (_nibblesAt * 8L) + (_nibbles++ * 4), 4) + _layout.NibbleBias),
                2 => (uint)((int)BitPacking.Field(_body, (_body.Length - ++_singles) * 8L, 8) + _layout.ByteBias),
                _ => Wide(_body.Length - _byteCount - (++_wides * _wideBytes)),
            };
            values[i] = form == 0 ? TableKind.None : position;
            traps[i] = Trap(i) switch
            {
                0 => NoTrap,
                1 => _layout.UsualCode,
                2 => codes[0],
                _ => codes[(int)BitPacking.Field(_body, (othersAt * 8L) + (_others++ * 4), 4)],
            };
        }

        return _singles == _byteCount && _wides == wides && _nibblesAt + ((_nibbles + 1) >> 1) == othersAt && PagePcs.TryRead(_body, 2, _lowsAt, _layout.Plan, locals[..Keys]);
    }

    /// <summary>Where the codes of traps of class 3 begin, counted back from the page's end.</summary>
    private readonly int OthersAt(out int wides)
    {
        wides = 0;
        int others = 0;
        for (int i = 0; i < Keys; i++)
        {
            wides += Class(i) == 3 ? 1 : 0;
            others += Trap(i) == 3 ? 1 : 0;
        }

        return _body.Length - _byteCount - (wides * _wideBytes) - ((others + 1) >> 1);
    }

    private readonly int Class(int key) => Bit(_classesAt, key + 1) | (Bit(_classesAt + _stride, key + 1) << 1);

    private readonly int Trap(int key) => Bit(_trapsAt, key + 1) | (_hasCodes ? Bit(_trapsAt + _stride, key + 1) << 1 : 0);

    private readonly int Bit(int at, int bit) => (int)BitPacking.Field(_body, (at * 8L) + bit, 1);

    private readonly uint Wide(int at)
    {
        uint field = (uint)BitPacking.Field(_body, at * 8L, _wideBytes * 8);
        return _wideBytes == 2 ? (uint)(short)field : field;
    }
}
