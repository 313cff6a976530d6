using System.Globalization;
using System.Text;
using CsvHelper;
using CsvHelper.Configuration;

namespace EncodingLab.Results;

/// <summary>Rows as CSV: header always, comma, <c>\n</c>, invariant culture, columns in the order of the record's properties.</summary>
public static class CsvTable
{
    internal static CsvConfiguration Configuration => new(CultureInfo.InvariantCulture) { NewLine = "\n", Delimiter = "," };

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
        var fields = new CsvFields(utf8);
        try
        {
            string header = string.Join(',', Line(fields));
            string expected = Header<TRow>();
            return header == expected
                ? Rows<TRow>(fields)
                : throw new RunFolderException($"{name}: line 1: the columns are not those expected; expected {expected}; found {Shorten(header)}; write the file again with this version of the lab");
        }
        catch (FormatException e)
        {
            throw new RunFolderException($"{name}: line {fields.Line}: {Shorten(e.Message)}; the file was cut or edited: write it again");
        }
    }

    private static List<string> Line(CsvFields fields)
    {
        var line = new List<string>();
        fields.NextLine();
        while (fields.Next(out ReadOnlySpan<byte> field))
        {
            line.Add(Encoding.UTF8.GetString(field));
        }

        return line;
    }

    private static List<TRow> Rows<TRow>(CsvFields fields)
    {
        var binder = new RowBinder<TRow>();
        var rows = new List<TRow>();
        while (fields.NextLine())
        {
            rows.Add(binder.Bind(fields));
        }

        return rows;
    }

    private static string Shorten(string text) => text.Length <= 200 ? text : text[..200] + "...";
}
