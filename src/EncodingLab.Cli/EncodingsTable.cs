using EncodingLab.Reporting;
using Spectre.Console;

namespace EncodingLab.Cli;

/// <summary>The catalogue as a table to read: an encoding a row, its variants below what they share.</summary>
internal static class EncodingsTable
{
    /// <summary>Prints it as wide as the terminal; what does not fit is wrapped.</summary>
    public static void Print(IAnsiConsole console, IEnumerable<EncodingListing> encodings)
    {
        Table table = new Table().Border(TableBorder.Simple).AddColumn(new TableColumn("encoding") { NoWrap = true }).AddColumn("");
        foreach (IGrouping<(string, string, string), EncodingListing> group in encodings.GroupBy(row => (Name(row.Encoding), row.Summary, row.LookupCost)))
        {
            table.AddRow(new Text(Left(group.Key.Item1, group.First())), Right([.. group]));
            table.AddEmptyRow();
        }

        console.Write(table);
    }

    private static string Left(string name, EncodingListing row) => string.Join('\n', new[]
    {
        name,
        row.Family + (row.SearchesModel ? ", searches" : ""),
        row.Tables.Count(c => c == ' ') > 1 ? row.Tables.Replace(" stackmap", "\nstackmap", StringComparison.Ordinal) : row.Tables,
        row.StockReader.Length > 0 ? $"stock {row.StockReader}" : "",
        $"IL {row.IlBytes} B, {row.SourceLines} lines",
    }.Where(line => line.Length > 0));

    private static Grid Right(IReadOnlyList<EncodingListing> variants)
    {
        EncodingListing first = variants[0];
        Grid grid = new Grid().AddColumn(new GridColumn { Width = 7 }.NoWrap().Padding(0, 0, 2, 0)).AddColumn(new GridColumn().Padding(0, 0, 0, 0));
        Add(grid, "layout", first.Summary);
        Add(grid, "lookup", first.LookupCost);
        Add(grid, "bets", first.Bets);
        Add(grid, "readers", string.Join(' ', first.Readers.Split(' ').Select(reader => reader.Split(':')[0])));
        AddShared(grid, "open", variants, row => row.OpenCost);
        AddShared(grid, "best at", variants, row => row.BestAt);
        return grid;
    }

    /// <summary>A line for each text, with the parameters of the variants that it is true of, unless all share it.</summary>
    private static void AddShared(Grid grid, string heading, IReadOnlyList<EncodingListing> variants, Func<EncodingListing, string> text)
    {
        foreach (IGrouping<string, EncodingListing> same in variants.GroupBy(text))
        {
            Add(grid, heading, same.Count() == variants.Count ? same.Key : $"{string.Join(' ', same.Select(row => Parameters(row.Encoding)))}: {same.Key}");
        }
    }

    private static void Add(Grid grid, string heading, string text) => grid.AddRow(new Text(heading), new Text(text));

    private static string Name(string id) => id.Split('(')[0];

    private static string Parameters(string id) => id.Contains('(', StringComparison.Ordinal) ? id.Split('(')[1].TrimEnd(')') : id;
}
