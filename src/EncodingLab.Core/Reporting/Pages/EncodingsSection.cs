using EncodingLab.Reporting.Charts;
using EncodingLab.Results;

namespace EncodingLab.Reporting.Pages;

/// <summary>What each encoding is: a line in a table, and its byte specification to unfold.</summary>
internal static class EncodingsSection
{
    public static ReportSection Of(RunData data)
    {
        IGrouping<string, EncodingRow>[] encodings = [.. data.Encodings.GroupBy(row => RunNames.BaseName(row.Encoding))];
        return new ReportSection("encodings", "The encodings")
        {
            Tables = encodings.Length == 0 ? [] : [Table(encodings)],
            Folds = [.. encodings.Where(group => group.First().Specification.Length > 0).Select(group => new Fold($"{group.Key}: byte specification", group.First().Specification) { Tags = new Tags(Encoding: group.Key) })],
        };
    }

    private static DataTable Table(IReadOnlyList<IGrouping<string, EncodingRow>> encodings) => new(
        "Encodings",
        [
            new("encoding", IsNumber: false), new("variants", IsNumber: false), new("family", IsNumber: false), new("layout", IsNumber: false), new("lookup", IsNumber: false), new("tables", IsNumber: false), new("readers", IsNumber: false),
            new("stock reader", IsNumber: false), new("builds state", IsNumber: false), new("readers' IL bytes"), new("source lines"),
        ],
        [.. encodings.Select(Line)])
    {
        Wraps = true,
        InMarkdown = false,
    };

    private static TableLine Line(IGrouping<string, EncodingRow> group)
    {
        EncodingRow row = group.First();
        return new TableLine(
        [
            Cell.Of(group.Key),
            Cell.Of(string.Join(' ', group.Select(variant => RunNames.Parameters(variant.Encoding)).Where(parameters => parameters.Length > 0))),
            Cell.Of(row.Family),
            Cell.Of(row.Summary),
            Cell.Of(row.LookupCost),
            Cell.Of(row.Tables),
            Cell.Of(row.Readers),
            Cell.Of(string.Join(' ', group.Where(variant => variant.StockReader.Length > 0).Select(variant => $"{variant.StockReader} ({variant.Encoding})"))),
            Cell.Of(group.Any(variant => variant.BuildsState) ? "yes" : "no"),
            Cell.Of(row.IlBytes, Numbers.Count),
            Cell.Of(row.SourceLines, Numbers.Count),
        ])
        {
            Tags = new Tags(Encoding: group.Key),
        };
    }
}
