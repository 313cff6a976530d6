namespace EncodingLab.Experiments;

/// <summary>A question that cannot be asked: an unknown name, a pattern that matches nothing, a value out of range. Nothing falls back.</summary>
public sealed class ExperimentException(string message) : Exception(message)
{
    /// <summary>For a name that is not known: says the known ones and the nearest.</summary>
    public static ExperimentException Unknown(string what, string name, IEnumerable<string> known)
    {
        string[] names = [.. known];
        string hint = Nearest(name, names) is { } nearest ? $"; did you mean '{nearest}'?" : "";
        return new($"unknown {what} '{name}'; known: {string.Join(", ", names)}{hint}");
    }

    /// <summary>The name that is probably meant, or null where none is near.</summary>
    public static string? Nearest(string name, IReadOnlyCollection<string> names) =>
        names.MinBy(candidate => Distance(candidate, name)) is { } nearest && Distance(nearest, name) <= Math.Max(2, name.Length / 2) ? nearest : null;

    /// <summary>Levenshtein distance: the fewest letters to add, drop or change.</summary>
    private static int Distance(string a, string b)
    {
        int[] row = [.. Enumerable.Range(0, b.Length + 1)];
        for (int i = 1; i <= a.Length; i++)
        {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.Length; j++)
            {
                int changed = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(changed, 1 + Math.Min(row[j], row[j - 1]));
            }
        }

        return row[b.Length];
    }
}
