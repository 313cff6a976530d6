using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using EncodingLab.Results;
using EncodingLab.Tables;
using Spectre.Console;

namespace EncodingLab.Cli;

/// <summary>Results on stdout: a table on a terminal, CSV when piped.</summary>
internal static class Output
{
    /// <summary>Letters that a line of a piped table has at most.</summary>
    public const int PipeWidth = 200;

    private static readonly JsonSerializerOptions s_json = new() { WriteIndented = true, NewLine = "\n", PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower, Converters = { new KindConverter() } };

    /// <summary>Prints rows; the columns of the table are chosen for reading, the CSV has all of them.</summary>
    public static void Rows<TRow>(IReadOnlyList<TRow> rows, params (string Heading, Func<TRow, string> Text)[] columns)
    {
        if (System.Console.IsOutputRedirected)
        {
            CsvTable.Write(System.Console.Out, rows);
            return;
        }

        Table(rows, columns);
    }

    /// <summary>Prints rows as a table, whatever stdout is. Columns of numbers are those whose heading ends in a space; one that has neither heading nor text is left out.</summary>
    public static void Table<TRow>(IReadOnlyList<TRow> rows, params (string Heading, Func<TRow, string> Text)[] columns)
    {
        (string Heading, Func<TRow, string> Text)[] shown = [.. columns.Where(column => column.Heading.Length > 0 || rows.Any(row => column.Text(row).Length > 0))];
        string[] headings = [.. shown.Select(column => column.Heading.TrimEnd())];
        string[][] cells = [.. rows.Select(row => shown.Select(column => column.Text(row)).ToArray())];
        var table = new Table().Border(TableBorder.Simple);
        for (int i = 0; i < shown.Length; i++)
        {
            var column = new TableColumn(new Text(headings[i])) { NoWrap = true };
            table.AddColumn(shown[i].Heading.EndsWith(' ') ? column.RightAligned() : column);
        }

        foreach (string[] row in cells)
        {
            table.AddRow([.. row.Select(text => new Text(text))]);
        }

        IAnsiConsole console = Console();
        int terminal = console.Profile.Width;
        console.Profile.Width = TableFit.Fit(table, headings, cells, terminal);
        console.Write(table);
        console.Profile.Width = terminal;
    }

    /// <summary>Prints a sentence; on a terminal its lines end where words do.</summary>
    public static void Sentence(string text)
    {
        foreach (string line in System.Console.IsOutputRedirected ? [text] : TextWrap.Lines(text, Console().Profile.Width))
        {
            System.Console.WriteLine(line);
        }
    }

    /// <summary>Prints a record as JSON, its names as the CSVs have them.</summary>
    public static void Json<T>(T value) => System.Console.WriteLine(JsonSerializer.Serialize(value, s_json));

    /// <summary>A share of 1 as a percentage.</summary>
    public static string Percent(double share) => (share * 100).ToString("0.0", CultureInfo.InvariantCulture) + " %";

    /// <summary>Stdout as Spectre sees it: wide enough not to cut when piped, and without colours there or where NO_COLOR asks for none.</summary>
    public static IAnsiConsole Console()
    {
        if (System.Console.IsOutputRedirected)
        {
            AnsiConsole.Profile.Width = PipeWidth;
        }

        if (System.Console.IsOutputRedirected || !string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR")))
        {
            AnsiConsole.Profile.Capabilities.Ansi = false;
            AnsiConsole.Profile.Capabilities.ColorSystem = ColorSystem.NoColors;
        }

        return AnsiConsole.Console;
    }

    /// <summary>A kind of table is written as its name.</summary>
    private sealed class KindConverter : JsonConverter<TableKind>
    {
        public override TableKind Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) =>
            TableKind.Find(reader.GetString() ?? "") ?? throw new JsonException("unknown table");

        public override void Write(Utf8JsonWriter writer, TableKind value, JsonSerializerOptions options) => writer.WriteStringValue(value.Name);
    }
}
