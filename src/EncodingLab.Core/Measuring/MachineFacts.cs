using EncodingLab.Results;

namespace EncodingLab.Measuring;

/// <summary>What this machine is. No name of host or user, no path.</summary>
public static class MachineFacts
{
    public static IReadOnlyList<NamedFact> Read() => throw new NotImplementedException();
}
