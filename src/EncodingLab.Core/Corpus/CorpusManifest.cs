using System.Reflection;
using CsvHelper;
using EncodingLab.Cwasm;

namespace EncodingLab.Corpus;

/// <summary>The <c>manifest.csv</c> of a corpus folder.</summary>
public static class CorpusManifest
{
    /// <summary>Its name within the folder.</summary>
    public const string FileName = "manifest.csv";

    /// <summary>Of the CSVs of a corpus folder. The comma is said, else it would be guessed from the first lines; a line that was cut is an error.</summary>
    internal static CsvReaderOptions Reading { get; } = CsvReaderOptions.Default with
    {
        Separator = ',',
        TrackLineNumbers = true,
        MalformedData = CsvMalformedDataHandling.Throw,
        FieldCountMismatch = CsvFieldCountHandling.Throw,
    };

    internal static CsvWriterOptions Writing { get; } = CsvWriterOptions.Default with { NewLine = "\n", Quoting = CsvQuoting.WhenNeededOrWhitespace };

    private static readonly string[] s_columns = [.. typeof(CorpusEntry).GetProperties().Select(property => property.GetCustomAttribute<CsvColumnAttribute>()?.Name).OfType<string>()];

    /// <summary>Reads all rows; columns that are not known are skipped.</summary>
    /// <exception cref="CwasmFormatException">It cannot be read, or names a file twice or outside its folder.</exception>
    public static IReadOnlyList<CorpusEntry> Read(string path)
    {
        try
        {
            using CsvReader csv = CsvReader.FromFile(path, Reading);
            string[] missing = [.. s_columns.Where(column => !csv.TryGetFieldIndex(column, out _))];
            if (missing.Length > 0)
            {
                throw Bad(path, $"line 1: expected the columns of a corpus manifest, found {(csv.Headers.Count == 0 ? "an empty file" : "none named " + string.Join(", ", missing))}");
            }

            var entries = new List<CorpusEntry>();
            var names = new HashSet<string>(StringComparer.Ordinal);
            foreach (CorpusEntry entry in csv.GetRecords<CorpusEntry>())
            {
                Check(path, csv.LineNumber, entry, names);
                entries.Add(entry);
            }

            return entries;
        }
        catch (CsvFormatException e)
        {
            string what = (e.InnerException?.Message ?? e.Message).Split('\n')[0].Trim();
            throw Bad(path, $"line {e.LineNumber}: {what}");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CwasmFormatException(CwasmErrorKind.Unreadable, path, $"cannot be read: {e.Message}", "check the path and its permissions");
        }
    }

    /// <summary>Writes rows sorted by file, by way of a neighbour that takes the name when whole.</summary>
    public static void Write(string path, IEnumerable<CorpusEntry> entries)
    {
        string unfinished = path + ".unfinished";
        using (CsvWriter csv = CsvWriter.ToFile(unfinished, Writing))
        {
            csv.WriteRecords(entries.OrderBy(entry => entry.File, StringComparer.Ordinal));
        }

        File.Move(unfinished, path, overwrite: true);
    }

    private static void Check(string path, long line, CorpusEntry entry, HashSet<string> names)
    {
        if (entry.File.Length == 0 || Path.IsPathRooted(entry.File) || entry.File.Split('/', '\\').Contains(".."))
        {
            throw Bad(path, $"line {line}: expected a path below the manifest's folder, found '{entry.File}'");
        }

        if (!names.Add(entry.File))
        {
            throw Bad(path, $"line {line}: file {entry.File} is named twice");
        }
    }

    private static CwasmFormatException Bad(string path, string problem) =>
        new(CwasmErrorKind.BadManifest, path, problem, "mend the row, or rebuild the manifest with corpus add");
}
