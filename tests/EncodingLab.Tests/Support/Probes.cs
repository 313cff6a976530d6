using EncodingLab.Encodings;

namespace EncodingLab.Tests.Support;

/// <summary>Fails on a report of bytes that are not there, and on more reports than a lookup can need.</summary>
internal struct RangeProbe : IProbe
{
    private int _reports;

    public int Length { get; init; }

    public void Read(int offset, int length)
    {
        if (offset < 0 || length < 0 || offset > Length - length)
        {
            Assert.Fail($"a lookup reported {length} bytes at {offset} of {Length}");
        }

        Count(1);
    }

    public void ReadState(int offset, int length)
    {
        if (offset < 0 || length < 0)
        {
            Assert.Fail($"a lookup reported {length} bytes at {offset} of its state");
        }

        Count(1);
    }

    public void Decoded(int entries)
    {
        if (entries < 0)
        {
            Assert.Fail($"a lookup reported {entries} entries");
        }

        Count(entries);
    }

    private void Count(int reports)
    {
        _reports += Math.Min(reports, Ask.MaxReports);
        if (_reports > Ask.MaxReports)
        {
            Assert.Fail("a lookup reports without end: it hangs");
        }
    }
}

/// <summary>Marks the bytes that a lookup said it read.</summary>
internal readonly struct MarkProbe(bool[] marks) : IProbe
{
    public void Read(int offset, int length) => marks.AsSpan(offset, length).Fill(true);

    public void ReadState(int offset, int length)
    {
    }

    public void Decoded(int entries)
    {
    }
}
