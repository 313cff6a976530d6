using System.Text;
using CsvHelper;

namespace EncodingLab.Results;

/// <summary>Rows as CSV: header always, comma, <c>\n</c>, invariant culture, columns in the order of the record's properties.</summary>
public static class CsvTable
{
    /// <summary>The comma is said, else it would be guessed from the first lines.</summary>
    internal static CsvReaderOptions Reading { get; } = CsvReaderOptions.Default with { Separator = ',', TrackLineNumbers = true, MalformedData = CsvMalformedDataHandling.Throw, PoolStrings = true };

    internal static CsvWriterOptions Writing { get; } = CsvWriterOptions.Default with { NewLine = "\n", Quoting = CsvQuoting.WhenNeededOrWhitespace };

    /// <summary>Writes all rows to a file, by way of a neighbour that takes its name when whole.</summary>
    public static void Write<TRow>(string path, IEnumerable<TRow> rows)
    {
        string unfinished = path + ".unfinished";
        using (var writer = new StreamWriter(unfinished, append: false, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false)))
        {
            Write(writer, rows);
        }

        File.Move(unfinished, path, overwrite: true);
    }

    /// <summary>Writes all rows, header first.</summary>
    public static void Write<TRow>(TextWriter writer, IEnumerable<TRow> rows)
    {
        using CsvWriter csv = CsvWriter.Create(writer, Writing, leaveOpen: true);
        RowColumns<TRow>.WriteHeader(csv);
        foreach (TRow row in rows)
        {
            RowColumns<TRow>.WriteRow(csv, row);
        }
    }

    /// <summary>The header line of a row type.</summary>
    public static string Header<TRow>() => string.Join(',', RowColumns<TRow>.Names);

    /// <summary>Reads all rows of a file.</summary>
    /// <exception cref="RunFolderException">Header or fields are not those of the row type.</exception>
    public static IReadOnlyList<TRow> Read<TRow>(string path)
    {
        try
        {
            using FileStream stream = new(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
            return Parse<TRow>(stream, path);
        }
        catch (IOException e)
        {
            throw new RunFolderException($"{path}: cannot be read: {e.Message}");
        }
    }

    /// <summary>Reads all rows of a stream.</summary>
    /// <param name="utf8">The text, from its beginning.</param>
    /// <param name="name">How messages call it.</param>
    /// <exception cref="RunFolderException">Header or fields are not those of the row type.</exception>
    public static IReadOnlyList<TRow> Parse<TRow>(Stream utf8, string name)
    {
        using CsvReader csv = CsvReader.Create(utf8, Reading, leaveOpen: true);
        try
        {
            string header = string.Join(',', csv.Headers);
            string expected = Header<TRow>();
            return header == expected
                ? Rows<TRow>(csv)
                : throw new RunFolderException($"{name}: line 1: the columns are not those expected; expected {expected}; found {Shorten(header)}; write the file again with this version of the lab");
        }
        catch (CsvFormatException e)
        {
            throw Edited(name, e.LineNumber, e.Message);
        }
        catch (FormatException e)
        {
            throw Edited(name, csv.LineNumber, e.Message);
        }
    }

    private static List<TRow> Rows<TRow>(CsvReader csv)
    {
        var binder = new RowBinder<TRow>();
        var rows = new List<TRow>();
        while (csv.Read())
        {
            rows.Add(binder.Bind(csv));
        }

        return rows;
    }

    private static RunFolderException Edited(string name, long line, string what) => new($"{name}: line {line}: {Shorten(what.Split('\n')[0].Trim())}; the file was cut or edited: write it again");

    private static string Shorten(string text) => text.Length <= 200 ? text : text[..200] + "...";
}
