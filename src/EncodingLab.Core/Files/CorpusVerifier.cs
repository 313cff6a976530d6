using System.Collections.Concurrent;
using EncodingLab.Corpus;
using EncodingLab.Cwasm;
using EncodingLab.Encodings;
using EncodingLab.Tables;

namespace EncodingLab.Files;

/// <summary>Something that is not as the manifest says.</summary>
/// <param name="File">Path below the manifest's folder.</param>
/// <param name="Problem">What was expected, what was found.</param>
public sealed record CorpusFinding(string File, string Problem);

/// <summary>Proves that every file of a corpus folder is what its manifest says, and that its tables encode back to their own bytes.</summary>
public static class CorpusVerifier
{
    /// <summary>Checks all files in parallel; no findings means that all is well. Sorted by file.</summary>
    /// <param name="folder">A folder with a manifest.</param>
    /// <param name="done">Called after each file, from any thread.</param>
    /// <exception cref="CwasmFormatException">The manifest cannot be read.</exception>
    public static IReadOnlyList<CorpusFinding> Verify(string folder, Action<CorpusFile>? done = null)
    {
        IReadOnlyList<CorpusEntry> entries = CorpusManifest.Read(Path.Combine(folder, CorpusManifest.FileName));
        var findings = new ConcurrentBag<CorpusFinding>();
        Parallel.ForEach(CorpusFiles.Open(folder), new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount }, file =>
        {
            foreach (string problem in Check(file))
            {
                findings.Add(new(file.Entry!.File, problem));
            }

            done?.Invoke(file);
        });
        foreach (string stranger in CorpusFiles.List(folder).Except(entries.Select(entry => entry.File)))
        {
            findings.Add(new(stranger, "expected a row in the manifest, found none"));
        }

        return [.. findings.OrderBy(finding => finding.File, StringComparer.Ordinal).ThenBy(finding => finding.Problem, StringComparer.Ordinal)];
    }

    /// <summary>What of one file is not as its manifest row says.</summary>
    public static IReadOnlyList<string> Check(CorpusFile source)
    {
        CorpusEntry entry = source.Entry ?? throw new ArgumentException("no manifest describes this file", nameof(source));
        try
        {
            using CwasmFile file = CwasmFile.Open(source.FullPath);
            CorpusEntry found = CorpusDescription.Describe(file, entry, new FileInfo(source.FullPath).Length, source.CallSitesPath);
            bool redacted = file.Find(SectionNames.Note) is not null;
            return [.. CorpusDescription.Differences(entry, found), .. Reencoding(file), .. redacted ? Redaction.Check(file) : []];
        }
        catch (CwasmFormatException e)
        {
            return [e.Message];
        }
    }

    private static IEnumerable<string> Reencoding(CwasmFile file)
    {
        CodeTables tables = TableLoader.Load(file);
        TableEncoding shipped = TableLoader.ShippedEncoding(file);
        foreach (PcTable table in tables.Tables)
        {
            string section = TableLoader.SectionOf(table.Kind);
            if (!shipped.Encode(tables, table.Kind).Bytes.AsSpan().SequenceEqual(file.Bytes(section)!.Value.Span))
            {
                yield return $"section {section}: its entries, encoded again as {shipped.Id}, give other bytes";
            }
        }
    }
}
