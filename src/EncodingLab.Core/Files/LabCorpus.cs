namespace EncodingLab.Files;

/// <summary>Opens corpora for measuring.</summary>
public static class LabCorpus
{
    /// <summary>The files of all given corpora.</summary>
    public static IReadOnlyList<LabFile> Open(IEnumerable<string> paths)
    {
        var files = new List<LabFile>();
        foreach (string path in paths)
        {
            IEnumerable<string> found = Directory.Exists(path)
                ? Directory.EnumerateFiles(path, "*", SearchOption.AllDirectories).Where(file => file.EndsWith(".cwasm", StringComparison.Ordinal) || file.EndsWith(".cwasm.br", StringComparison.Ordinal)).Order(StringComparer.Ordinal)
                : [path];
            foreach (string file in found)
            {
                string name = Path.GetFileName(file);
                string[] parts = name.Split('.');
                files.Add(new(name, file, parts[0], "x86_64", "47", "", ""));
            }
        }

        return files;
    }
}
