using System.Globalization;
using EncodingLab.Encodings;

namespace EncodingLab.Measuring;

/// <summary>Writes down what one lookup reads, in order.</summary>
internal sealed class TraceSteps(int sectionBytes)
{
    private readonly HashSet<long> _seen = [];

    public LookupFootprint Footprint { get; } = new(sectionBytes);

    /// <summary>What was answered; null for no answer.</summary>
    public uint? Answer { get; set; }

    public long Entries { get; set; }

    public List<string> Lines { get; } = [];

    public List<string> Reads { get; } = [];

    /// <param name="offset">In the section, or in the state where that is what was read.</param>
    /// <param name="length">Bytes.</param>
    /// <param name="state">Whether it was state that opening built.</param>
    public void Read(int offset, int length, bool state)
    {
        string mark = state ? "s" : "";
        Reads.Add(string.Create(CultureInfo.InvariantCulture, $"{mark}{offset}:{length}"));
        for (long line = offset / CacheLines.Bytes; length > 0 && line <= ((long)offset + length - 1) / CacheLines.Bytes; line++)
        {
            if (_seen.Add(state ? ~line : line))
            {
                Lines.Add(string.Create(CultureInfo.InvariantCulture, $"{mark}{line}"));
            }
        }
    }
}

/// <summary>The probe of a traced lookup: the same lookup code runs with it as is timed without it.</summary>
internal readonly struct TraceProbe(TraceSteps steps) : IProbe
{
    public void Read(int offset, int length)
    {
        steps.Footprint.Read(offset, length);
        steps.Read(offset, length, state: false);
    }

    public void ReadState(int offset, int length)
    {
        steps.Footprint.ReadState(offset, length);
        steps.Read(offset, length, state: true);
    }

    public void Decoded(int entries) => steps.Entries += entries;
}
