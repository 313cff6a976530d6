using System.Globalization;
using System.Text;
using CsvHelper;
using CsvHelper.Configuration;

namespace EncodingLab.Results;

/// <summary>Rows as CSV: header always, comma, <c>\n</c>, invariant culture, columns in the order of the record's properties.</summary>
public static class CsvTable
{
    internal static CsvConfiguration Configuration => new(CultureInfo.InvariantCulture) { NewLine = "\n", Delimiter = ",", CacheFields = true };

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
        using var csv = new CsvWriter(writer, Configuration, leaveOpen: true);
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
            using FileStream stream = File.OpenRead(path);
            return Parse<TRow>(stream, path);
        }
        catch (IOException e)
        {
            throw new RunFolderException($"{path}: cannot be read: {e.Message}");
        }
    }

    /// <summary>Reads all rows of a stream.</summary>
    /// <param name="stream">UTF-8, from its beginning.</param>
    /// <param name="name">How messages call it.</param>
    /// <exception cref="RunFolderException">Header or fields are not those of the row type.</exception>
    public static IReadOnlyList<TRow> Parse<TRow>(Stream stream, string name)
    {
        using var reader = new StreamReader(stream, Encoding.UTF8);
        string header = reader.ReadLine() ?? "";
        string expected = Header<TRow>();
        if (header != expected)
        {
            throw new RunFolderException($"{name}: line 1: the columns are not those expected; expected {expected}; found {Shorten(header)}; write the file again with this version of the lab");
        }

        using var parser = new CsvParser(reader, Configuration);
        try
        {
            return [.. Rows<TRow>(parser)];
        }
        catch (Exception e) when (e is CsvHelperException or FormatException)
        {
            throw new RunFolderException($"{name}: line {parser.RawRow + 1}: {Shorten(e.Message.Split('\n')[0].Trim())}; the file was cut or edited: write it again");
        }
    }

    /// <summary>The rows that follow the header.</summary>
    private static IEnumerable<TRow> Rows<TRow>(CsvParser parser)
    {
        var binder = new RowBinder<TRow>();
        while (parser.Read())
        {
            yield return parser.Count == binder.Columns ? binder.Bind(i => parser[i]) : throw new FormatException($"{parser.Count} fields, expected {binder.Columns}");
        }
    }

    private static string Shorten(string text) => text.Length <= 200 ? text : text[..200] + "...";
}
