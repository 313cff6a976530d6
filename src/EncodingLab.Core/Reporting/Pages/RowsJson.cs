using System.Globalization;
using System.Text;
using System.Text.Json;
using EncodingLab.Results;

namespace EncodingLab.Reporting.Pages;

/// <summary>All rows for the page's own table, packed: names once, rows as numbers; ratios and bytes an entry are computed on the page.</summary>
/// <remarks>
/// files: [name, module, target, Wasmtime, variant]; cells: [table, track, encoding, kind]; bases: file number and table to [entries, legacy bytes, v47 bytes];
/// questions: [reader, workload, cache, model]; sizes: [file, cell, bytes, file with it]; times: [file, cell, question, ns, ratio, low, high].
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
        string sizeRows = string.Join(",\n", sizes.Take(MostSizes).Select(row => string.Create(CultureInfo.InvariantCulture, $"[{files.Of(Key(row))},{cells.Of([row.Table, row.Track, row.Encoding, row.Kind])},{row.Bytes},{row.FileBytesWith ?? 0}]")));
        string timeRows = string.Join(",\n", times.Take(MostTimes).Select(row => $"[{files.Of(Key(row))},{cells.Of([row.Table, row.Track, row.Encoding, row.Kind])},{questions.Of([row.Reader, row.Workload, row.Cache, row.Model])},{Number(row.NsMedian)},{Number(row.RatioToV47)},{Number(row.RatioCiLow)},{Number(row.RatioCiHigh)}]"));
        string bases = string.Join(",\n", data.Sizes.Where(row => row is { Track: "lossless", Encoding: RunNames.Legacy or RunNames.Shipped, Bytes: not null }).GroupBy(row => (File: files.Of(Key(row)), row.Table))
            .Select(group => string.Create(CultureInfo.InvariantCulture, $"[{group.Key.File},{Text(group.Key.Table)},{group.First().Entries ?? 0},{BytesOf(group, RunNames.Legacy)},{BytesOf(group, RunNames.Shipped)}]")));
        int left = Math.Max(0, sizes.Length - MostSizes) + Math.Max(0, times.Length - MostTimes);
        return $"{{\"left\":{left},\"files\":{files.Json()},\"cells\":{cells.Json()},\"questions\":{questions.Json()},\n\"bases\":[{bases}],\n\"sizes\":[{sizeRows}],\n\"times\":[{timeRows}]}}";
    }

    private static string[] Key(ICellRow row) => [row.File, row.Module, row.Target, row.Wasmtime, row.Variant];

    private static long BytesOf(IEnumerable<SizeRow> rows, string encoding) => rows.FirstOrDefault(row => row.Encoding == encoding)?.Bytes ?? 0;

    private static string Number(double? value) => value is double number ? number.ToString("G5", CultureInfo.InvariantCulture) : "null";

    /// <summary>A JSON string that can stand inside a script element.</summary>
    private static string Text(string text) => JsonSerializer.Serialize(text);

    /// <summary>Tuples of names by number, in the order of their first use.</summary>
    private sealed class Index
    {
        private readonly Dictionary<string, int> _numbers = [];
        private readonly List<string> _tuples = [];

        public int Of(string[] names)
        {
            string key = string.Join('\u0001', names);
            if (!_numbers.TryGetValue(key, out int number))
            {
                number = _tuples.Count;
                _numbers[key] = number;
                _tuples.Add("[" + string.Join(',', names.Select(Text)) + "]");
            }

            return number;
        }

        public string Json() => new StringBuilder("[").AppendJoin(",\n", _tuples).Append(']').ToString();
    }
}
