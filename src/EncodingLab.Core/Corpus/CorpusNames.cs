namespace EncodingLab.Corpus;

/// <summary>Names that rows can carry: short, unique, without paths of the machine.</summary>
internal static class CorpusNames
{
    private const string PackedFolder = "cwasm/";

    /// <summary>Each file once, named by the shortest form that tells it apart; sorted by name.</summary>
    public static IReadOnlyList<CorpusFile> Assign(IEnumerable<FoundFile> found)
    {
        List<FoundFile> files = [.. found.DistinctBy(file => file.File.FullPath)];
        Func<FoundFile, string>[] forms = [Short, WithEndings, WithFolder, WithFolder];
        var names = files.Select(Short).ToList();
        for (int form = 1; form < forms.Length; form++)
        {
            foreach (IGrouping<string, int> same in Enumerable.Range(0, files.Count).GroupBy(i => names[i], StringComparer.Ordinal).Where(group => group.Count() > 1).ToList())
            {
                int number = 0;
                foreach (int i in same)
                {
                    number++;
                    names[i] = forms[form](files[i]) + (form == forms.Length - 1 ? $"#{number}" : "");
                }
            }
        }

        return [.. files.Select((file, i) => file.File with { Name = names[i] }).OrderBy(file => file.Name, StringComparer.Ordinal)];
    }

    private static string Short(FoundFile file)
    {
        string name = CorpusIdentity.WithoutEndings(file.Relative);
        return name.StartsWith(PackedFolder, StringComparison.Ordinal) ? name[PackedFolder.Length..] : name;
    }

    private static string WithEndings(FoundFile file) => file.Relative;

    private static string WithFolder(FoundFile file) => Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(file.Folder))) + "/" + file.Relative;
}
