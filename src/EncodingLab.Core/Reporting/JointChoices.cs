using EncodingLab.Results;

namespace EncodingLab.Reporting;

/// <summary>One way to answer both questions of the query-equivalent track, as geometric means over the modules that all ways have.</summary>
/// <param name="Encoding">A joint structure, or a pair of separate tables.</param>
/// <param name="Reader">Of the address map.</param>
/// <param name="BytesRatio">Against Wasmtime 47's two lossless sections.</param>
/// <param name="Calls">The time of a return address, against legacy's and Wasmtime 47's own tables.</param>
/// <param name="Traps">The time of a trap, by the fastest reader that is no newer than the map's.</param>
/// <param name="Modules">In the means.</param>
internal sealed record JointChoice(string Encoding, string Reader, double BytesRatio, QuestionTime Calls, QuestionTime Traps, int Modules)
{
    /// <summary>Whether it keeps the second point of the frontier: neither question takes longer than 1.25 times legacy's time.</summary>
    public bool IsFast => Calls.ToLegacy <= FastEnough && Traps.ToLegacy <= FastEnough;

    private const double FastEnough = 1.25;
}

/// <summary>Mean time of a question.</summary>
internal sealed record QuestionTime(double Ns, double ToLegacy, double ToV47);

/// <summary>The ways of a run, smallest first.</summary>
internal static class JointChoices
{
    private const string Calls = "call-return";
    private const string Traps = "trap-hit";

    public static IReadOnlyList<JointChoice> Of(RunData data, string target)
    {
        Dictionary<string, double> bytes = data.Files.Keep(data.MeasuredSizes("both", Pages.ReportBuilder.QueryEquivalent), target)
            .Where(row => row.Kind == "encoding" && row.RatioToV47 is not null).ToDictionary(row => RowKey.Of(row.File, row.Encoding), row => row.RatioToV47!.Value);
        LookupRow[] times = [.. data.Files.Keep(data.HotFinds("both", Pages.ReportBuilder.QueryEquivalent), target).Where(row => row.RatioToLegacy > 0 && row.RatioToV47 > 0 && bytes.ContainsKey(RowKey.Of(row.File, row.Encoding)))];
        ILookup<string, LookupRow> byCell = times.ToLookup(row => RowKey.Of(row.Encoding, row.Reader, row.Workload));
        (string Encoding, string Reader)[] ways = [.. times.Where(row => row.Workload == Calls).Select(row => (row.Encoding, row.Reader)).Distinct()];
        string[] files = [.. times.Where(row => row.Workload == Calls).Select(row => row.File).Distinct().Where(file => ways.All(way => byCell[RowKey.Of(way.Encoding, way.Reader, Calls)].Any(row => row.File == file)))];
        return [.. ways.Select(way => Mean(way.Encoding, way.Reader, files, bytes, byCell)).OfType<JointChoice>().OrderBy(choice => choice.BytesRatio).ThenBy(choice => choice.Calls.Ns)];
    }

    private static JointChoice? Mean(string encoding, string reader, string[] files, Dictionary<string, double> bytes, ILookup<string, LookupRow> byCell)
    {
        LookupRow[] calls = [.. byCell[RowKey.Of(encoding, reader, Calls)].Where(row => files.Contains(row.File))];
        string[] readers = [reader, "bmi2", "scalar"];
        LookupRow[] traps = [.. readers.Select(name => byCell[RowKey.Of(encoding, name, Traps)].Where(row => files.Contains(row.File)).ToArray()).FirstOrDefault(rows => rows.Length > 0) ?? []];
        return calls.Length == 0 || traps.Length != calls.Length ? null
            : new(encoding, reader, Means.Geometric(files, file => bytes[RowKey.Of(file, encoding)]) ?? 0, Time(calls), Time(traps), files.Length);
    }

    private static QuestionTime Time(LookupRow[] rows) =>
        new(Means.Geometric(rows, row => row.NsMedian) ?? 0, Means.Geometric(rows, row => row.RatioToLegacy) ?? 0, Means.Geometric(rows, row => row.RatioToV47) ?? 0);
}
