using System.Buffers.Binary;
using EncodingLab.Tables;

namespace EncodingLab.Files;

/// <summary>Reads a section of little-endian u32 from front to back, whatever the machine and the alignment.</summary>
internal ref struct WordSection(ReadOnlySpan<byte> bytes)
{
    private ReadOnlySpan<byte> _rest = bytes;

    /// <summary>Bytes not read yet.</summary>
    public readonly int BytesLeft => _rest.Length;

    /// <summary>The next u32.</summary>
    /// <exception cref="MalformedTableException">The section ends first.</exception>
    public uint Word(string what) => Words(1, what)[0];

    /// <summary>The next so many u32.</summary>
    /// <exception cref="MalformedTableException">The section ends first.</exception>
    public uint[] Words(long count, string what)
    {
        if (count > _rest.Length / 4)
        {
            throw new MalformedTableException($"expected {count} words of {what}, found {_rest.Length} bytes");
        }

        var words = new uint[count];
        for (int i = 0; i < words.Length; i++)
        {
            words[i] = BinaryPrimitives.ReadUInt32LittleEndian(_rest[(i * 4)..]);
        }

        _rest = _rest[(words.Length * 4)..];
        return words;
    }

    /// <summary>Moves past bytes that are not looked into.</summary>
    /// <exception cref="MalformedTableException">The section ends first.</exception>
    public void Skip(long count, string what)
    {
        if (count > _rest.Length)
        {
            throw new MalformedTableException($"expected {count} bytes of {what}, found {_rest.Length}");
        }

        _rest = _rest[(int)count..];
    }

    /// <summary>All must have been read.</summary>
    /// <exception cref="MalformedTableException">Bytes are left.</exception>
    public readonly void End()
    {
        if (_rest.Length > 0)
        {
            throw new MalformedTableException($"expected the section to end, found {_rest.Length} more bytes");
        }
    }

    /// <summary>Keys must not decrease, and stay below a limit.</summary>
    /// <exception cref="MalformedTableException">One does.</exception>
    public static void RequireAscending(uint[] keys, ulong limit, string what)
    {
        for (int i = 0; i < keys.Length; i++)
        {
            if (i > 0 && keys[i] < keys[i - 1])
            {
                throw new MalformedTableException($"{what} {i} is {keys[i]}, below its predecessor's {keys[i - 1]}");
            }

            if (keys[i] >= limit)
            {
                throw new MalformedTableException($"{what} {i} is {keys[i]}, expected less than {limit}");
            }
        }
    }

    /// <summary>Words of the slices if equal ones were stored once.</summary>
    public static long DistinctWords(uint[] words, IEnumerable<(int Start, int Length)> slices) =>
        new HashSet<(int Start, int Length)>(slices, new SliceComparer(words)).Sum(slice => (long)slice.Length);

    private sealed class SliceComparer(uint[] words) : IEqualityComparer<(int Start, int Length)>
    {
        public bool Equals((int Start, int Length) a, (int Start, int Length) b) =>
            words.AsSpan(a.Start, a.Length).SequenceEqual(words.AsSpan(b.Start, b.Length));

        public int GetHashCode((int Start, int Length) slice)
        {
            var hash = default(HashCode);
            foreach (uint word in words.AsSpan(slice.Start, slice.Length))
            {
                hash.Add(word);
            }

            return hash.ToHashCode();
        }
    }
}
