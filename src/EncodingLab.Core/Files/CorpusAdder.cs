using System.IO.Compression;
using EncodingLab.Corpus;
using EncodingLab.Cwasm;

namespace EncodingLab.Files;

/// <summary>What to add to a corpus, and all that its manifest row must say which the file itself does not.</summary>
/// <param name="Source">The file; where a manifest describes it, its row fills what <see cref="Origin"/> leaves empty.</param>
/// <param name="Redact">Blank other people's work first.</param>
public sealed record CorpusAddition(CorpusFile Source, bool Redact)
{
    /// <summary>Origin and licence; facts of the file itself are read off the file, whatever this says.</summary>
    public CorpusEntry? Origin { get; init; }

    /// <summary>Replace a file of that name.</summary>
    public bool Force { get; init; }
}

/// <summary>What became of an addition.</summary>
/// <param name="Addition">What was asked for.</param>
/// <param name="Row">Its manifest row; null where it failed.</param>
/// <param name="Problem">Why it failed.</param>
public sealed record CorpusAdded(CorpusAddition Addition, CorpusEntry? Row, CwasmFormatException? Problem);

/// <summary>Adds files to a corpus folder: redacts, packs, writes the manifest row.</summary>
public static class CorpusAdder
{
    private const int BestQuality = 11;
    private const int WidestWindow = 24;

    /// <summary>Adds one file and returns its row.</summary>
    /// <exception cref="CwasmFormatException">It cannot be read, has no licence, or is there already.</exception>
    public static CorpusEntry Add(string folder, CorpusAddition addition) =>
        AddAll(folder, [addition])[0] switch { { Row: { } row } => row, var failed => throw failed.Problem! };

    /// <summary>Adds several in parallel (packing takes about a second for each MB); those that fail say why, the others are added.</summary>
    /// <param name="folder">The corpus folder; made where it is not there.</param>
    /// <param name="additions">What to add.</param>
    /// <param name="done">Called after each, from any thread.</param>
    /// <exception cref="CwasmFormatException">The folder's manifest cannot be read.</exception>
    public static IReadOnlyList<CorpusAdded> AddAll(string folder, IReadOnlyList<CorpusAddition> additions, Action<CorpusAdded>? done = null)
    {
        string manifest = Path.Combine(folder, CorpusManifest.FileName);
        List<CorpusEntry> entries = File.Exists(manifest) ? [.. CorpusManifest.Read(manifest)] : [];
        CorpusAdded[] results = new CorpusAdded[additions.Count];
        Parallel.For(0, results.Length, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount }, i =>
        {
            try
            {
                results[i] = new(additions[i], Prepare(folder, additions[i], entries), null);
            }
            catch (CwasmFormatException e)
            {
                results[i] = new(additions[i], null, e);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                results[i] = new(additions[i], null, new(CwasmErrorKind.Unreadable, folder, $"cannot be written: {e.Message}", "check its permissions and the free space"));
            }

            done?.Invoke(results[i]);
        });
        List<CorpusEntry> added = [.. results.Where(result => result.Row is not null).Select(result => result.Row!)];
        if (added.Count > 0)
        {
            CorpusManifest.Write(manifest, entries.ExceptBy(added.Select(row => row.File), entry => entry.File).Concat(added));
        }

        return results;
    }

    private static CorpusEntry Prepare(string folder, CorpusAddition addition, List<CorpusEntry> entries)
    {
        CorpusIdentity identity = addition.Source.Identity;
        CorpusEntry origin = addition.Origin ?? addition.Source.Entry ?? throw Refuse(addition, "no origin and no licence are given", "say where its wasm came from and under which licence");
        RequireLicense(addition, origin);
        string relative = $"cwasm/{FileName(identity)}";
        string path = Path.Combine(folder, relative);
        if (!addition.Force && (File.Exists(path) || entries.Any(entry => entry.File == relative)))
        {
            throw Refuse(addition, $"{relative} is in the corpus already", "give --force to replace it");
        }

        using LoadedFile loaded = LoadedFile.Open(addition.Source);
        bool redact = addition.Redact && loaded.Cwasm.Find(SectionNames.Note) is null;
        byte[] bytes = redact
            ? Redaction.Redact(loaded.Cwasm, identity, origin.WasmSha256, loaded.Tables.CallSites ?? CallSites(loaded))
            : loaded.Cwasm.Bytes().ToArray();
        var added = CwasmFile.Parse(path, bytes);
        if (addition.Redact && Redaction.Check(added) is [string problem, ..])
        {
            throw Refuse(addition, $"it is not as redaction leaves it: {problem}", "redact the original file");
        }

        CorpusEntry known = origin with { File = relative, Kind = "", Module = identity.Module, Wasmtime = identity.Wasmtime, Variant = identity.Variant };
        return CorpusDescription.Describe(added, known, WritePacked(path, bytes));
    }

    /// <summary>Return addresses found in the code that is about to be blanked; null where they cannot be told with certainty.</summary>
    private static uint[]? CallSites(LoadedFile file)
    {
        try
        {
            return QueryTables.Complete(file.Cwasm, file.Tables).CallSites;
        }
        catch (CwasmFormatException)
        {
            return null;
        }
    }

    /// <summary><c>quickjs.x86_64.w47.winch.cwasm.br</c>.</summary>
    public static string FileName(CorpusIdentity identity) =>
        $"{identity.Module}.{identity.Target}.w{identity.Wasmtime.Split('.')[0]}{(identity.Variant.Length > 0 ? "." + identity.Variant : "")}.cwasm{FileBytes.PackedEnding}";

    /// <summary>A licence must be stated in the row itself, not by pointing elsewhere: a corpus is published.</summary>
    private static void RequireLicense(CorpusAddition addition, CorpusEntry origin)
    {
        string license = origin.License.Trim();
        if (license.Length == 0 || license.StartsWith("SEE ", StringComparison.OrdinalIgnoreCase) || license.Equals("unknown", StringComparison.OrdinalIgnoreCase)
            || license.Equals("UNLICENSED", StringComparison.OrdinalIgnoreCase))
        {
            throw Refuse(addition, $"expected the licence of its wasm, found '{license}'", "state the licence, or leave the file out");
        }
    }

    private static long WritePacked(string path, byte[] bytes)
    {
        byte[] packed = new byte[BrotliEncoder.GetMaxCompressedLength(bytes.Length)];
        if (!BrotliEncoder.TryCompress(bytes, packed, out int written, BestQuality, WidestWindow))
        {
            throw new InvalidOperationException("a buffer of Brotli's own upper bound was too small");
        }

        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        string unfinished = path + ".unfinished";
        using (FileStream output = File.Create(unfinished))
        {
            output.Write(packed, 0, written);
        }

        File.Move(unfinished, path, overwrite: true);
        return written;
    }

    private static CwasmFormatException Refuse(CorpusAddition addition, string problem, string remedy) =>
        new(CwasmErrorKind.Refused, addition.Source.FullPath, problem, remedy);
}
