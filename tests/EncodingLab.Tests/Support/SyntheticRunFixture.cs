using EncodingLab.Results;

namespace EncodingLab.Tests.Support;

/// <summary>One synthetic run for the tests of a class that only read it.</summary>
public sealed class SyntheticRunFixture : IDisposable
{
    private readonly TempFolder _folder = new();

    public SyntheticRunFixture() => Run = SyntheticRun.Create(_folder.File("results/run"), 4);

    public RunFolder Run { get; }

    /// <summary>The folder that holds results/run.</summary>
    public string Folder => _folder.Path;

    public void Dispose() => _folder.Dispose();
}
