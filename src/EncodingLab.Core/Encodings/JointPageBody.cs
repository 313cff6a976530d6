using System.Buffers.Binary;
using EncodingLab.Encodings.Primitives;
using EncodingLab.Tables;

namespace EncodingLab.Encodings;

/// <summary>One page of a <see cref="JointPages"/> structure while it is written.</summary>
internal sealed class JointPageBody(int keys)
{
    private readonly byte[] _classes = new byte[keys];
    private readonly byte[] _traps = new byte[keys];
    private readonly List<byte> _nibbles = new(keys);
    private readonly List<byte> _bytes = new(keys);
    private readonly List<int> _wides = [];
    private readonly List<byte> _others = [];
    private bool _wide;
    private bool _hasCodes;
    private int _count;

    /// <summary>Adds a key's position, or none; <see cref="AddTrap"/> follows.</summary>
    public void AddPosition(uint value, ref uint position, int nibbleBias, int byteBias)
    {
        if (value == TableKind.None)
        {
            return;
        }

        int delta = (int)(value - position);
        position = value;
        if ((uint)(delta - nibbleBias) < 16)
        {
            _classes[_count] = 1;
            _nibbles.Add((byte)(delta - nibbleBias));
        }
        else if ((uint)(delta - byteBias) < 256 && _bytes.Count < JointPagesLayout.MaxBytes)
        {
            _classes[_count] = 2;
            _bytes.Add((byte)(delta - byteBias));
        }
        else
        {
            _classes[_count] = 3;
            _wides.Add(delta);
            _wide |= delta != (short)delta;
        }
    }

    /// <summary>Completes a key.</summary>
    /// <param name="code">Its trap code; below 0 for none.</param>
    /// <param name="usual">Whether that is the usual one.</param>
    /// <param name="index">Its number among the others.</param>
    public void AddTrap(short code, bool usual, int index)
    {
        byte form = code < 0 ? (byte)0 : usual ? (byte)1 : index == 0 ? (byte)2 : (byte)3;
        _traps[_count++] = form;
        _hasCodes |= form > 1;
        if (form == 3)
        {
            _others.Add((byte)index);
        }
    }

    /// <summary>Writes the page.</summary>
    public void Write(ReadOnlySpan<uint> locals, PagePlan plan, bool carriesPosition, ByteWriter output)
    {
        output.WriteUInt16((ushort)(keys | (_bytes.Count << 8) | (_hasCodes ? JointPagesLayout.Codes : 0) | (_wide ? JointPagesLayout.WideWides : 0)));
        PagePcs.WriteUpper(locals, plan, output);
        WriteStrings(carriesPosition, output);
        PagePcs.WriteLows(locals, plan, output);
        WriteNibbles(_nibbles, output);
        WriteNibbles(_others, output);
        for (int i = _wides.Count - 1; i >= 0; i--)
        {
            BinaryPrimitives.WriteUInt16LittleEndian(output.Reserve(2), (ushort)_wides[i]);
            if (_wide)
            {
                BinaryPrimitives.WriteUInt16LittleEndian(output.Reserve(2), (ushort)(_wides[i] >> 16));
            }
        }

        for (int i = _bytes.Count - 1; i >= 0; i--)
        {
            output.WriteByte(_bytes[i]);
        }
    }

    private void WriteStrings(bool carriesPosition, ByteWriter output)
    {
        WriteString(_traps, 0, false, output);
        if (_hasCodes)
        {
            WriteString(_traps, 1, false, output);
        }

        WriteString(_classes, 0, carriesPosition, output);
        WriteString(_classes, 1, false, output);
    }

    /// <summary>A bit of each key's form, behind one of the page's own.</summary>
    private static void WriteString(byte[] forms, int bit, bool first, ByteWriter output)
    {
        Span<byte> bits = output.Reserve(PagePcs.Stride(forms.Length));
        bits[0] = (byte)(first ? 1 : 0);
        for (int i = 0; i < forms.Length; i++)
        {
            bits[(i + 1) >> 3] |= (byte)(((forms[i] >> bit) & 1) << ((i + 1) & 7));
        }
    }

    private static void WriteNibbles(List<byte> nibbles, ByteWriter output)
    {
        for (int i = 0; i < nibbles.Count; i += 2)
        {
            output.WriteByte((byte)(nibbles[i] | (i + 1 < nibbles.Count ? nibbles[i + 1] << 4 : 0)));
        }
    }
}
