using EncodingLab.Measuring;

namespace EncodingLab.Tests.Measuring;

public sealed class SampleWindowTests
{
    [Fact]
    public void Parts_follow_each_other_and_each_gets_a_lead_in_only_where_its_reader_builds_its_state_anew()
    {
        var window = new SampleWindow(First: 90, Operations: 22, Passes: 1, LeadIn: 7);
        SampleWindow[] kept = [.. Enumerable.Range(0, 4).Select(part => window.Part(part, 4, 100, isReopened: false))];
        SampleWindow[] rebuilt = [.. Enumerable.Range(0, 4).Select(part => window.Part(part, 4, 100, isReopened: true))];
        Assert.Equal([7, 0, 0, 0], kept.Select(part => part.LeadIn));
        Assert.Equal([7, 7, 7, 7], rebuilt.Select(part => part.LeadIn));
        Assert.Equal(22, kept.Sum(part => part.Operations));
        Assert.Equal([90, 95, 1, 6], kept.Select(part => part.First));
    }
}
