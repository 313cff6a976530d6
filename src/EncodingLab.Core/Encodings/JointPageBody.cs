using System.Buffers.Binary;
using EncodingLab.Encodings.Primitives;
using EncodingLab.Tables;

namespace EncodingLab.Encodings;

/// <summary>One page of a <see cref="JointPages"/> structure while it is written.</summary>
internal sealed class JointPageBody(int keys)
{
    private readonly byte[] _classes = new byte[keys];
    private readonly bool[] _isTrap = new bool[keys];
    private readonly List<byte> _nibbles = new(keys);
    private readonly List<byte> _bytes = new(keys);
    private readonly List<int> _wides = [];
    private readonly List<bool> _differs = new(keys);
    private readonly List<byte> _others = [];
    private bool _wide;
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
        if (code >= 0)
        {
            _isTrap[_count] = true;
            _differs.Add(!usual);
            if (!usual)
            {
                _others.Add((byte)index);
            }
        }

        _count++;
    }

    /// <summary>Writes the page.</summary>
    public void Write(ReadOnlySpan<uint> locals, PagePlan plan, bool carriesPosition, ByteWriter output)
    {
        output.WriteUInt16((ushort)(keys | (_bytes.Count << 8) | (_wide ? JointPagesLayout.WideWides : 0)));
        PagePcs.WriteUpper(locals, plan, output);
        WriteStrings(carriesPosition, output);
        PagePcs.WriteLows(locals, plan, output);
        WriteNibbles(_nibbles, output);
        WriteNibbles(_others, output);
        if (_others.Count > 0)
        {
            Span<byte> differs = output.Reserve((_differs.Count + 7) >> 3);
            for (int i = 0; i < _differs.Count; i++)
            {
                differs[i >> 3] |= (byte)((_differs[i] ? 1 : 0) << (i & 7));
            }
        }

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
        int stride = PagePcs.Stride(keys);
        Span<byte> strings = output.Reserve(3 * stride);
        strings[0] = (byte)(_others.Count == 0 ? 1 : 0);
        strings[stride] = (byte)(carriesPosition ? 1 : 0);
        for (int i = 0; i < keys; i++)
        {
            int at = (i + 1) >> 3;
            int bit = (i + 1) & 7;
            strings[at] |= (byte)((_isTrap[i] ? 1 : 0) << bit);
            strings[stride + at] |= (byte)((_classes[i] & 1) << bit);
            strings[(2 * stride) + at] |= (byte)((_classes[i] >> 1) << bit);
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
