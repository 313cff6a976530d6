namespace EncodingLab.Measuring;

/// <summary>The commit that is checked out, read from the files of <c>.git</c>.</summary>
internal static class GitCommit
{
    /// <summary>The commit's hash, or "unknown" where there is no repository above the folder.</summary>
    public static string Of(string folder)
    {
        for (DirectoryInfo? place = new(folder); place is not null; place = place.Parent)
        {
            string git = Path.Combine(place.FullName, ".git");
            if (Directory.Exists(git))
            {
                return Resolve(git, git);
            }

            // A linked worktree has a file that names its own folder, which in turn names the common one.
            if (SystemFile.FirstLine(git) is { } link && link.StartsWith("gitdir: ", StringComparison.Ordinal))
            {
                string own = Path.Combine(place.FullName, link["gitdir: ".Length..]);
                string common = SystemFile.FirstLine(Path.Combine(own, "commondir"));
                return Resolve(own, common == SystemFile.Unknown ? own : Path.Combine(own, common));
            }
        }

        return SystemFile.Unknown;
    }

    private static string Resolve(string own, string common)
    {
        string head = SystemFile.FirstLine(Path.Combine(own, "HEAD"));
        if (!head.StartsWith("ref: ", StringComparison.Ordinal))
        {
            return head;
        }

        string name = head["ref: ".Length..];
        string loose = SystemFile.FirstLine(Path.Combine(common, name));
        return loose != SystemFile.Unknown
            ? loose
            : SystemFile.Lines(Path.Combine(common, "packed-refs")).FirstOrDefault(line => line.EndsWith(" " + name, StringComparison.Ordinal))?.Split(' ')[0] ?? SystemFile.Unknown;
    }
}
