using System.Buffers.Binary;

namespace EncodingLab.Encodings.Primitives;

/// <summary>What bytes are for, in a breakdown of a size.</summary>
public enum BytePart
{
    /// <summary>Headers, indexes, directories.</summary>
    Index,

    /// <summary>The entries.</summary>
    Body,

    /// <summary>Tables that the body is decoded with.</summary>
    Model,
}

/// <summary>A growing little-endian buffer that counts each byte in the part that is current when it is written.</summary>
public sealed class ByteWriter(int capacity = 256)
{
    private readonly int[] _parts = new int[3];
    private byte[] _buffer = GC.AllocateUninitializedArray<byte>(Math.Max(capacity, 16));
    private BytePart _part;
    private int _counted;

    /// <summary>The part that following bytes belong to.</summary>
    public BytePart Part
    {
        get => _part;
        set
        {
            Count();
            _part = value;
        }
    }

    /// <summary>Bytes written so far.</summary>
    public int Length { get; private set; }

    /// <summary>What was written so far; valid until the next write.</summary>
    public ReadOnlySpan<byte> Written => _buffer.AsSpan(0, Length);

    /// <summary>Appends one byte.</summary>
    public void WriteByte(byte value)
    {
        if (Length == _buffer.Length)
        {
            Grow(1);
        }

        _buffer[Length++] = value;
    }

    /// <summary>Appends a u16.</summary>
    public void WriteUInt16(ushort value) => BinaryPrimitives.WriteUInt16LittleEndian(Reserve(2), value);

    /// <summary>Appends a u32.</summary>
    public void WriteUInt32(uint value) => BinaryPrimitives.WriteUInt32LittleEndian(Reserve(4), value);

    /// <summary>Appends a u64.</summary>
    public void WriteUInt64(ulong value) => BinaryPrimitives.WriteUInt64LittleEndian(Reserve(8), value);

    /// <summary>Appends bytes.</summary>
    public void Write(ReadOnlySpan<byte> bytes) => bytes.CopyTo(Reserve(bytes.Length));

    /// <summary>Appends what another writer holds, with its parts.</summary>
    public void Append(ByteWriter other)
    {
        Count();
        other.Count();
        other.Written.CopyTo(Reserve(other.Length));
        _counted = Length;
        for (int i = 0; i < _parts.Length; i++)
        {
            _parts[i] += other._parts[i];
        }
    }

    /// <summary>Appends zeroed bytes and returns them for filling; valid until the next write.</summary>
    public Span<byte> Reserve(int count)
    {
        if (Length + count > _buffer.Length)
        {
            Grow(count);
        }

        Span<byte> reserved = _buffer.AsSpan(Length, count);
        Length += count;
        reserved.Clear();
        return reserved;
    }

    /// <summary>Appends an unsigned LEB128 in its shortest form.</summary>
    public void WriteUleb128(ulong value)
    {
        while (value >= 0x80)
        {
            WriteByte((byte)(value | 0x80));
            value >>= 7;
        }

        WriteByte((byte)value);
    }

    /// <summary>Appends a signed LEB128 in its shortest form.</summary>
    public void WriteSleb128(long value)
    {
        while (value is < -64 or > 63)
        {
            WriteByte((byte)(value | 0x80));
            value >>= 7;
        }

        WriteByte((byte)(value & 0x7f));
    }

    /// <summary>The bytes and their parts.</summary>
    public EncodedTable ToEncodedTable()
    {
        Count();
        return new(Written.ToArray(), _parts[(int)BytePart.Index], _parts[(int)BytePart.Body], _parts[(int)BytePart.Model]);
    }

    /// <summary>Counts what was written since the last count in the current part: once a part, not once a byte.</summary>
    private void Count()
    {
        _parts[(int)_part] += Length - _counted;
        _counted = Length;
    }

    private void Grow(int count)
    {
        byte[] larger = GC.AllocateUninitializedArray<byte>(Math.Max(checked(Length + count), (int)Math.Min(_buffer.Length * 2L, Array.MaxLength)));
        Written.CopyTo(larger);
        _buffer = larger;
    }
}
