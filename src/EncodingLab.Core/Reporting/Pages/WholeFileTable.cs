using EncodingLab.Reporting.Charts;
using EncodingLab.Results;

namespace EncodingLab.Reporting.Pages;

/// <summary>What whole files would weigh with each encoding, sections and alignment counted.</summary>
internal static class WholeFileTable
{
    public static DataTable Of(RunData data, string table, string target)
    {
        SizeRow[] rows = [.. data.Files.Keep(data.LosslessSizes(table), target).Where(row => row.FileBytesWith is not null)];
        return new DataTable(
            $"{RunData.TableTitle(table)}, {target}: the whole file with each encoding of the table, as Wasmtime would lay it out, smallest first",
            [new("encoding", IsNumber: false), new("modules"), new("file / file as it is"), new("largest saving"), new("all files, bytes"), new("bytes saved in all")],
            [.. rows.GroupBy(row => row.Encoding).OrderBy(group => Means.Geometric(group, Ratio) ?? double.MaxValue).Select(group => Line(table, target, group.Key, [.. group]))])
        {
            Folded = true,
            InMarkdown = false,
        };
    }

    private static TableLine Line(string table, string target, string encoding, SizeRow[] rows) => new(
    [
        Cell.Of(RunNames.Label(encoding)),
        Cell.Of(rows.Length, Numbers.Count),
        Cell.Of(Means.Geometric(rows, Ratio), Numbers.Change),
        Cell.Of(rows.Min(Ratio), Numbers.Change),
        Cell.Of(rows.Sum(row => row.FileBytesWith), bytes => Numbers.Count(bytes)),
        Cell.Of(rows.Sum(row => row.FileBytes - row.FileBytesWith), bytes => Numbers.Count(bytes)),
    ])
    {
        Tags = new Tags(table, target, Encoding: RunNames.BaseName(encoding)),
        IsBaseline = encoding == RunNames.Shipped,
    };

    private static double? Ratio(SizeRow row) => row.FileBytesWith / (double?)row.FileBytes;
}
