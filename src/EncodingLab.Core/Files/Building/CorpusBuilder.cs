using EncodingLab.Corpus;
using EncodingLab.Cwasm;
using EncodingLab.Processes;

namespace EncodingLab.Files.Building;

/// <summary>Compiles what a plan names into a corpus folder: <c>cwasm/</c>, <c>manifest.csv</c> and <c>builds.csv</c>. What is there already, by hash, is not compiled again; what fails is a row.</summary>
/// <param name="folder">The corpus folder.</param>
/// <param name="limit">When a compilation is taken to hang.</param>
/// <param name="jobs">Compilations at once.</param>
public sealed class CorpusBuilder(string folder, TimeSpan limit, int jobs)
{
    /// <summary>Whether options that a Wasmtime does not know are left out, and the row says so; else the build fails.</summary>
    public bool DropUnknownOptions { get; init; }

    /// <summary>Builds all, the largest inputs first.</summary>
    /// <param name="plan">What to build.</param>
    /// <param name="done">Told of each, from any thread.</param>
    /// <param name="cancel">Ends the compilations under way; what was built is kept.</param>
    /// <returns>A row for each build that was ended, in the order of the plan.</returns>
    /// <exception cref="CwasmFormatException">The folder's lists cannot be read.</exception>
    public IReadOnlyList<BuildRow> Build(IReadOnlyList<PlannedBuild> plan, Action<BuildRow> done, CancellationToken cancel = default)
    {
        MakeFolder();
        IReadOnlyList<BuildRow> before = BuildRow.Read(folder);
        ILookup<string, BuildRow> known = before.Where(row => row.Sha256.Length > 0).ToLookup(row => row.Key);
        string manifest = Path.Combine(folder, CorpusManifest.FileName);
        IReadOnlyList<CorpusEntry> entries = File.Exists(manifest) ? CorpusManifest.Read(manifest) : [];
        var made = new (BuildRow Row, CorpusEntry? Entry)?[plan.Count];
        DirectoryInfo unpacked = Directory.CreateTempSubdirectory("encodinglab-build-");
        try
        {
            var order = Enumerable.Range(0, plan.Count).OrderByDescending(i => plan[i].Input.Bytes).ToArray();
            Parallel.ForEach(System.Collections.Concurrent.Partitioner.Create(order, loadBalance: true), new ParallelOptions { MaxDegreeOfParallelism = jobs }, i =>
            {
                if (!cancel.IsCancellationRequested && One(plan[i], known, unpacked.FullName, cancel) is { } one)
                {
                    made[i] = one;
                    done(one.Row);
                }
            });
        }
        finally
        {
            unpacked.Delete(recursive: true);
        }

        BuildRow[] rows = [.. made.OfType<(BuildRow Row, CorpusEntry? Entry)>().Select(pair => pair.Row)];
        CorpusEntry[] described = [.. made.OfType<(BuildRow Row, CorpusEntry? Entry)>().Select(pair => pair.Entry).OfType<CorpusEntry>()];
        BuildRow.Write(folder, before.ExceptBy(rows.Select(row => row.File), row => row.File).Concat(rows));
        CorpusManifest.Write(manifest, entries.ExceptBy(rows.Select(row => row.File), entry => entry.File).Concat(described));
        return rows;
    }

    private void MakeFolder()
    {
        try
        {
            Directory.CreateDirectory(Path.Combine(folder, "cwasm"));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CwasmFormatException(CwasmErrorKind.Unreadable, folder, $"cannot write there: {e.Message.TrimEnd('.')}", "name a writable folder with --out");
        }
    }

    /// <summary>A build and its description; null where it was cancelled.</summary>
    private (BuildRow Row, CorpusEntry? Entry)? One(PlannedBuild build, ILookup<string, BuildRow> known, string unpacked, CancellationToken cancel)
    {
        if (build.Engine is null)
        {
            return (build.Row, null);
        }

        string path = Path.Combine(folder, build.Row.File);
        try
        {
            bool cached = File.Exists(path) && known[build.Row.Key].Any(row => row.File == build.Row.File && row.Sha256 == HashOf(path));
            if (!cached)
            {
                string unfinished = path + ".unfinished";
                build = Compile(build, build.Engine, build.Input.Unpacked(unpacked), unfinished, cancel);
                File.Move(unfinished, path, overwrite: true);
            }

            CorpusEntry entry = Describe(build, path);
            return (build.Row with { Outcome = cached ? BuildRow.Cached : BuildRow.Built, Bytes = entry.Bytes, Sha256 = entry.Sha256 }, entry);
        }
        catch (OperationCanceledException)
        {
            File.Delete(path + ".unfinished");
            return null;
        }
        catch (Exception e) when (e is ChildProcessException or CwasmFormatException or IOException or UnauthorizedAccessException)
        {
            File.Delete(path);
            File.Delete(path + ".unfinished");
            string what = e is IOException or UnauthorizedAccessException ? $"cannot be written: {e.Message}; check the free space and the folder's permissions" : e.Message;
            return (build.Row with { Outcome = BuildRow.Failed, Error = what.ReplaceLineEndings(" ") }, null);
        }
    }

    /// <summary>Compiles; returns the build as it was made.</summary>
    private PlannedBuild Compile(PlannedBuild build, WasmtimeProcess engine, string module, string output, CancellationToken cancel)
    {
        if (!DropUnknownOptions)
        {
            engine.Compile(module, output, limit, build.Options, cancel);
            return build;
        }

        IReadOnlyList<string> dropped = UnknownOption.Drop(engine, module, output, limit, build.Options, cancel);
        string[] used = [.. build.Options.Except(dropped)];
        return build with { Options = used, Row = build.Row with { Command = BuildPlan.Command(used, build.Row.File, build.Input), Dropped = string.Join(' ', dropped) } };
    }

    private static string HashOf(string path)
    {
        using FileStream stream = File.OpenRead(path);
        return Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(stream));
    }

    /// <summary>Its row in the manifest; a file whose tables cannot be read is no use in a corpus.</summary>
    private static CorpusEntry Describe(PlannedBuild build, string path)
    {
        using CwasmFile file = CwasmFile.Open(path);
        return CorpusDescription.Describe(
            file,
            new CorpusEntry
            {
                File = build.Row.File,
                Module = build.Row.Module,
                Target = build.Row.Target,
                Wasmtime = build.Row.Wasmtime,
                Variant = build.Row.Variant,
                Options = string.Join(' ', build.Options),
                WasmBytes = build.Input.Bytes,
                WasmSha256 = build.Input.Sha256,
            },
            new FileInfo(path).Length);
    }
}
