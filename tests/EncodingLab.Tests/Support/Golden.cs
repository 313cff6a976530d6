namespace EncodingLab.Tests.Support;

/// <summary>Compares text with a file in Golden/. The file is written only when UPDATE_GOLDEN=1, never during an ordinary run.</summary>
internal static class Golden
{
    public static void Match(string actual, string name)
    {
        string path = Repo.Path("tests", "EncodingLab.Tests", "Golden", name);
        if (Environment.GetEnvironmentVariable("UPDATE_GOLDEN") == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, actual);
        }

        Assert.True(File.Exists(path), $"no golden file {name}; run once with UPDATE_GOLDEN=1 and look at it");
        Assert.Equal(File.ReadAllText(path), actual);
    }
}
