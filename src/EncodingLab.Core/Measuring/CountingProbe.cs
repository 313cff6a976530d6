using EncodingLab.Encodings;

namespace EncodingLab.Measuring;

/// <summary>Counts what a lookup touches. The same lookup code runs with it as is timed without it.</summary>
internal readonly struct CountingProbe(LookupFootprint footprint) : IProbe
{
    public void Read(int offset, int length) => footprint.Read(offset, length);

    public void ReadState(int offset, int length) => footprint.ReadState(offset, length);

    public void Decoded(int entries) => footprint.Entries += entries;
}

/// <summary>What one lookup touched: lines and pages are counted once each, from the first byte of the encoded section.</summary>
internal sealed class LookupFootprint(int sectionBytes)
{
    private const int PageBytes = 4096;
    private readonly TouchedSet _lines = new();
    private readonly TouchedSet _pages = new();

    /// <summary>Distinct cache lines, of the section and of state that opening built.</summary>
    public int Lines => _lines.Count;

    /// <summary>Distinct pages of 4 KiB.</summary>
    public int Pages => _pages.Count;

    /// <summary>Bytes read, each as often as it was.</summary>
    public long BytesRead { get; private set; }

    public long Entries { get; set; }

    public void Clear()
    {
        _lines.Clear();
        _pages.Clear();
        BytesRead = 0;
        Entries = 0;
    }

    /// <exception cref="InvalidOperationException">The reader says that it read outside its bytes.</exception>
    public void Read(int offset, int length)
    {
        if (offset < 0 || length < 0 || (long)offset + length > sectionBytes)
        {
            throw new InvalidOperationException($"the reader reports a read of {length} bytes at {offset}, outside its {sectionBytes} bytes");
        }

        Touch(offset, length, 0);
    }

    /// <summary>State lies apart from the section, so its lines are its own.</summary>
    public void ReadState(int offset, int length) => Touch(offset, length, 1L << 40);

    private void Touch(int offset, int length, long origin)
    {
        if (length <= 0)
        {
            return;
        }

        BytesRead += length;
        _lines.Add((origin + offset) / CacheLines.Bytes, (origin + offset + length - 1) / CacheLines.Bytes);
        _pages.Add((origin + offset) / PageBytes, (origin + offset + length - 1) / PageBytes);
    }

    /// <summary>A small set of numbers, searched from the newest: a lookup touches few, mostly the same again.</summary>
    private sealed class TouchedSet
    {
        private readonly List<long> _members = [];

        public int Count => _members.Count;

        public void Clear() => _members.Clear();

        public void Add(long first, long last)
        {
            for (long member = first; member <= last; member++)
            {
                if (_members.LastIndexOf(member) < 0)
                {
                    _members.Add(member);
                }
            }
        }
    }
}
