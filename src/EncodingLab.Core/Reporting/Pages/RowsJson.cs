using System.Globalization;
using System.Text;
using System.Text.Json;
using EncodingLab.Results;

namespace EncodingLab.Reporting.Pages;

/// <summary>All rows for the page's own table, packed: names once, rows as numbers in columns; ratios of bytes and bytes an entry are computed on the page.</summary>
/// <remarks>
/// files: [name, module, target, Wasmtime, variant]; cells: [table, track, encoding, kind]; bases: file number and table to [entries, legacy bytes, v47 bytes];
/// questions: [reader, workload, cache, model]; sizes: [file, bytes by the number of the cell, 0 where there are none];
/// times: [file, question, five numbers a cell]: the cell, ns, the ratio in units of 1/10,000, and how far below and above it its interval ends, in thousandths of the ratio.
/// </remarks>
internal static class RowsJson
{
    /// <summary>Room for times on a page that opens at once; what does not fit is counted on the page.</summary>
    private const int MostTimes = 12_000;
    private const int MostSizes = 40_000;

    public static string Of(RunData data)
    {
        var files = new Index();
        var cells = new Index();
        var questions = new Index();
        SizeRow[] sizes = [.. data.Sizes.Where(row => row.Error.Length == 0 && row.Bytes is not null)];
        LookupRow[] times = [.. data.Lookups.Where(row => row.Error.Length == 0 && row.NsMedian is not null).OrderBy(row => row is { Model: "find", Cache: "hot" } ? 0 : 1)];
        string sizeRows = Join(sizes.Take(MostSizes).GroupBy(row => row.File, (_, rows) => rows.ToArray()).Select(rows => $"[{files.Of(Key(rows[0]))},[{Column(rows, row => cells.Of(Cell(row)))}]]"));
        string timeRows = Join(times.Take(MostTimes).GroupBy(row => RowKey.Of(row.File, row.Reader, row.Workload, row.Cache, row.Model), (_, rows) => rows.ToArray())
            .Select(rows => $"[{files.Of(Key(rows[0]))},{questions.Of([rows[0].Reader, rows[0].Workload, rows[0].Cache, rows[0].Model])},[{string.Join(',', rows.Select(row => Time(cells.Of(Cell(row)), row)))}]]"));
        string bases = Join(data.Sizes.Where(row => row is { Track: "lossless", Encoding: RunNames.Legacy or RunNames.Shipped, Bytes: not null }).GroupBy(row => RowKey.Of(row.File, row.Table), (_, rows) => rows.ToArray())
            .Select(rows => string.Create(CultureInfo.InvariantCulture, $"[{files.Of(Key(rows[0]))},{Text(rows[0].Table)},{rows[0].Entries ?? 0},{BytesOf(rows, RunNames.Legacy)},{BytesOf(rows, RunNames.Shipped)}]")));
        int left = Math.Max(0, sizes.Length - MostSizes) + Math.Max(0, times.Length - MostTimes);
        string names = $"{{\"left\":{left},\"files\":{files.Json()},\"cells\":{cells.Json()},\"questions\":{questions.Json()},\n\"bases\":[{bases}],\n";
        return string.Concat([names, "\"sizes\":[", sizeRows, "],\n\"times\":[", timeRows, "]}"]);
    }

    private static string[] Key(ICellRow row) => [row.File, row.Module, row.Target, row.Wasmtime, row.Variant];

    private static string[] Cell(SizeRow row) => [row.Table, row.Track, row.Encoding, row.Kind];

    private static string[] Cell(LookupRow row) => [row.Table, row.Track, row.Encoding, row.Kind];

    /// <summary>A file's bytes, each at the number of its cell.</summary>
    private static string Column(IEnumerable<SizeRow> rows, Func<SizeRow, int> number)
    {
        var bytes = new List<string>();
        foreach (SizeRow row in rows)
        {
            int cell = number(row);
            bytes.AddRange(Enumerable.Repeat("0", Math.Max(0, cell + 1 - bytes.Count)));
            bytes[cell] = row.Bytes!.Value.ToString(CultureInfo.InvariantCulture);
        }

        return string.Join(',', bytes);
    }

    private static string Time(int cell, LookupRow row) => string.Create(
        CultureInfo.InvariantCulture, $"{cell},{row.NsMedian:G4},{Whole(row.RatioToV47 * 10_000)},{Whole((row.RatioToV47 - row.RatioCiLow) / row.RatioToV47 * 1000)},{Whole((row.RatioCiHigh - row.RatioToV47) / row.RatioToV47 * 1000)}");

    private static string Whole(double? value) => value is double number && double.IsFinite(number) ? Math.Round(number).ToString("0", CultureInfo.InvariantCulture) : "null";

    private static long BytesOf(IEnumerable<SizeRow> rows, string encoding) => rows.FirstOrDefault(row => row.Encoding == encoding)?.Bytes ?? 0;

    private static string Join(IEnumerable<string> rows) => string.Join(",\n", rows.ToArray());

    /// <summary>A JSON string that can stand inside a script element.</summary>
    private static string Text(string text) => $"\"{JsonEncodedText.Encode(text)}\"";

    /// <summary>Tuples of names by number, in the order of their first use.</summary>
    private sealed class Index
    {
        private readonly Dictionary<string, int> _numbers = [];
        private readonly List<string> _tuples = [];

        public int Of(string[] names)
        {
            string key = RowKey.Of(names);
            if (!_numbers.TryGetValue(key, out int number))
            {
                number = _tuples.Count;
                _numbers[key] = number;
                _tuples.Add($"[{string.Join(',', names.Select(Text))}]");
            }

            return number;
        }

        public string Json() => new StringBuilder("[").AppendJoin(",\n", _tuples).Append(']').ToString();
    }
}
