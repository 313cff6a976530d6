using EncodingLab.Encodings.Primitives;
using EncodingLab.Tables;

namespace EncodingLab.Encodings;

/// <summary>Reads one of the two tables out of a <see cref="JointPages"/> structure.</summary>
internal ref struct JointPagesDecoder
{
    private readonly ReadOnlySpan<byte> _bytes;
    private readonly TableKind _question;
    private readonly JointPagesLayout _layout;
    private readonly uint[] _trapsOnly;
    private readonly List<uint> _pcs;
    private readonly List<uint> _values;
    private uint _key;
    private int _passed;

    private JointPagesDecoder(ReadOnlySpan<byte> bytes, TableKind question)
    {
        _bytes = bytes;
        _question = question;
        if (!JointPagesLayout.TryRead(bytes, out _layout) || Expected > 8 * (ulong)bytes.Length
            || !EliasFanoList.TryOpen(bytes, (int)_layout.TrapsOnlyAt, out EliasFanoList list) || list.Count < 0)
        {
            throw new MalformedTableException($"{question}: header, directory and lists do not fit {bytes.Length} bytes");
        }

        _trapsOnly = new uint[list.Count];
        if (!list.TryRead(bytes, _trapsOnly))
        {
            throw new MalformedTableException($"{question}: the list of keys that only traps have contradicts its count");
        }

        (_pcs, _values) = (new((int)Expected), new((int)Expected));
    }

    private readonly uint Expected => IsTraps ? _layout.TrapEntries : _layout.MapEntries;

    private readonly bool IsTraps => _question == TableKind.Traps;

    /// <summary>Reads the table.</summary>
    /// <exception cref="MalformedTableException">The bytes contradict themselves.</exception>
    public static PcTable Decode(ReadOnlySpan<byte> bytes, TableKind question)
    {
        var decoder = new JointPagesDecoder(bytes, question);
        for (uint page = 0; page < decoder._layout.Pages; page++)
        {
            decoder.Read(page);
        }

        return decoder.Finish();
    }

    private void Read(uint page)
    {
        long at = _layout.Page(_bytes, page, out long end, out uint position);
        if (end - at is 0 or 1)
        {
            return;
        }

        ReadOnlySpan<byte> body = at < end && end <= _bytes.Length ? _bytes[(int)at..(int)end] : default;
        bool whole = body.Length >= 2 && ((body[0] & JointPagesLayout.Rare) != 0 ? TryReadRare(body) : TryRead(page, body, position));
        if (!whole)
        {
            throw new MalformedTableException($"{_question}: page {page} at {at} is malformed");
        }
    }

    private bool TryRead(uint page, ReadOnlySpan<byte> body, uint position)
    {
        Span<uint> locals = stackalloc uint[PagePcs.MaxEntries];
        Span<uint> values = stackalloc uint[PagePcs.MaxEntries];
        Span<uint> traps = stackalloc uint[PagePcs.MaxEntries];
        var keys = new JointPage(body, _layout);
        if (!keys.TryRead(position, JointPagesSerial.Codes(_bytes), locals, values, traps))
        {
            return false;
        }

        uint start = (uint)((page + _layout.FirstPage) * _layout.Plan.Units);
        for (int i = 0; i < keys.Keys; i++)
        {
            bool onlyTrap = _passed < _trapsOnly.Length && _trapsOnly[_passed] == _key;
            _passed += onlyTrap ? 1 : 0;
            _key++;
            if (IsTraps ? traps[i] != JointPage.NoTrap : !onlyTrap)
            {
                _pcs.Add((start + locals[i]) << _layout.Plan.Shift);
                _values.Add(IsTraps ? traps[i] : values[i]);
            }
        }

        return true;
    }

    private readonly bool TryReadRare(ReadOnlySpan<byte> body)
    {
        if (!JointRarePage.TryOpen(_bytes, body, _layout, out JointRarePage rare))
        {
            return false;
        }

        for (int i = 0; i < (IsTraps ? rare.Traps : rare.MapEntries); i++)
        {
            _pcs.Add((IsTraps ? rare.TrapUnit(_bytes, i) : rare.MapUnit(_bytes, i)) << _layout.Plan.Shift);
            _values.Add(IsTraps ? rare.TrapCode(_bytes, i) : rare.MapValue(_bytes, i));
        }

        return true;
    }

    private readonly PcTable Finish()
    {
        for (int i = 1; i < _pcs.Count; i++)
        {
            if (_pcs[i] < _pcs[i - 1])
            {
                throw new MalformedTableException($"{_question}: entry {i} has offset {_pcs[i]}, below its predecessor's {_pcs[i - 1]}; offsets must not decrease");
            }
        }

        return _pcs.Count == Expected && (IsTraps || _pcs.Count == 0 || _pcs[0] == _layout.FirstMapPc)
            ? new PcTable(_question, [.. _pcs], [.. _values])
            : throw new MalformedTableException($"{_question}: header says {Expected} entries; found {_pcs.Count}");
    }
}
