namespace EncodingLab.Reporting.Claims;

/// <summary>The goals that were set for encodings beyond the shipped ones, each with how far a run shows it reached, by what, and where it fails.</summary>
internal static class GoalsTable
{
    /// <summary>Slack for "no slower": what two timings of the same thing may differ by.</summary>
    private const double NoSlower = 1.05;
    private const string OpenBytes = "bytes at open";
    private const double MostOpenBytes = 65_536;

    public const string Rule =
        "Files: every file of the run whose table has over 50,000 entries and whose baseline was timed; large is over 500,000. H0 is the order-0 entropy of the file's own token stream. Times are hot, independent find, uniform-pc for the address map and trap-hit for traps, "
        + "over the published Rust reader of Wasmtime 47 where a peer ran in the same rounds, else over our baseline reader. One choice (an encoding with one reader) must keep all conditions on every file (a trap that this reader cannot be asked for is asked of the encoding's fastest), and build at most 64 KiB at open; shown is the choice that keeps them on the most files, "
        + "then the one that exceeds a limit least, with its worst file. \"No slower\" allows 5 % for noise. "
        + "Q1 and Q2 are asked of every file whose query-equivalent tables were timed, for return addresses and traps, beside its lossless tables in Wasmtime 47 and in fixed-width columns.";

    public static IReadOnlyList<Goal> Goals { get; } =
    [
        new("F1", "balanced: at most 0.25× time; bytes / H0", "addrmap", _ => true, of => [Bytes(of, 1.00, 1.10), Time(of, 0.25)]),
        new("F2", "fastest, at most 0.95× bytes of Wasmtime 47; time", "addrmap", _ => true, of => [Time(of, 0.08), new("time / legacy", of.TimeToLegacy, of.IsLarge ? 0.40 : 0.65), new("bytes / v47", of.BytesTo47, 0.95)]),
        new("F3", "smallest: at most 3× time; bytes / H0", "addrmap", _ => true, of => [Bytes(of, 0.82, 0.95), Time(of, 3)]),
        new("F4", "traps: at most 0.25× time, misses no slower than hits; bytes / H0", "traps", _ => true, of => [Bytes(of, 1.05, 1.12), Time(of, 0.25), new("misses / hits", of.MissToHit, 1, NoSlower)]),
        new("F5", "both tables in one, each question at most 0.30× time; bytes / sum of the two H0", "both", _ => true, of => [Bytes(of, 0.98, 1.06), Time(of, 0.30), new("time of traps", of.TrapTime, 0.30)]),
        new("F6a", "cold: an F1 choice no slower than Wasmtime 47; cold time", "addrmap", _ => true, of => [new("cold time", of.ColdTime, 1, NoSlower), Bytes(of, 1.00, 1.10), Time(of, 0.25)], NeedsCold: true),
        new("F6b", "cold: an F2 choice no slower than legacy; cold time / legacy", "addrmap", _ => true, of => [new("cold time / legacy", of.ColdTimeToLegacy, 1, NoSlower), Time(of, 0.08), new("bytes / v47", of.BytesTo47, 0.95)], NeedsCold: true),
        new("F7a", "Wasmtime 47's own bytes, another reader, AVX-512; time", "addrmap", choice => IsShipped(choice, "avx512"), of => [Time(of, 0.29)]),
        new("F7b", "Wasmtime 47's own bytes, another reader, AVX2; time", "addrmap", choice => IsShipped(choice, "avx2"), of => [Time(of, 0.40)]),
        new("F7c", "Wasmtime 47's own bytes, another reader, portable; time", "addrmap", choice => IsShipped(choice, ""), of => [Time(of, 0.70)]),
        new("F8", "as F1, and nothing is built at open; bytes / H0", "addrmap", _ => true, of => [Bytes(of, 1.05, 1.20), Time(of, 0.25), new(OpenBytes, of.OpenBytes, 0.5)]),
        new("Q1", "both tables in one, only what is asked: each question at most 0.40× time; bytes / joint H0", "both", _ => true, of => [Bytes(of, 1.05, 1.12), Time(of, 0.40), new("time of traps", of.TrapTime, 0.40)], Track: GoalRows.Asked),
        new("Q2", "both tables in one, only what is asked, at most 0.95× bytes of Wasmtime 47: each question near legacy's time; time / legacy", "both", choice => !choice.Encoding.StartsWith("pair-", StringComparison.Ordinal), of => [new("time / legacy", of.TimeToLegacy, 1.25), new("time of traps / legacy", of.TrapTimeToLegacy, 1.25), new("bytes / v47", of.BytesTo47, 0.95)], Track: GoalRows.Asked),
    ];

    public static IReadOnlyList<GoalResult> Of(RunData data)
    {
        var rows = Goals.Select(goal => goal.Track).Distinct().ToDictionary(track => track, track => new GoalRows(data, track));
        return [.. Goals.Select(goal => Judge(goal, rows[goal.Track]))];
    }

    private static GoalResult Judge(Goal goal, GoalRows rows)
    {
        string[] files = [.. rows.Files(goal.Table, goal.NeedsCold)];
        string asked = string.Join(" / ", new[] { true, false }.Select(large => Limit(goal.Conditions(new GoalFigures(large, null, null, null))[0].Limit)).Distinct());
        Attempt? best = files.Length == 0 ? null : rows.Choices[goal.Table].Where(goal.Candidates).Select(choice => Attempt.Of(goal, rows, files, choice))
            .OrderByDescending(attempt => attempt.Kept).ThenBy(attempt => attempt.Typical).ThenBy(attempt => attempt.Choice.Label, StringComparer.Ordinal).FirstOrDefault();
        return best is null || best.Cases.All(one => one.Conditions[0].Value is null)
            ? new GoalResult(goal, asked, null, null, null, 0, files.Length, "")
            : new GoalResult(goal, asked, best.Choice, best.Worst(large: true), best.Worst(large: false), best.Kept, files.Length, best.Fails());
    }

    private static GoalCondition Bytes(GoalFigures of, double large, double small) => new("bytes / H0", of.BytesToEntropy, of.IsLarge ? large : small);

    private static GoalCondition Time(GoalFigures of, double limit) => new("time", of.Time, limit);

    private static string Limit(double limit) => Charts.Numbers.Ratio(limit);

    private static bool IsShipped(GoalChoice choice, string isa)
    {
        string family = choice.Isa.Contains("avx512", StringComparison.Ordinal) ? "avx512" : choice.Isa.Contains("avx2", StringComparison.Ordinal) ? "avx2" : "";
        return choice.Encoding == RunNames.Shipped && family == isa;
    }

    /// <summary>A choice tried on all files of a goal.</summary>
    private sealed record Attempt(GoalChoice Choice, IReadOnlyList<(string File, bool IsLarge, IReadOnlyList<GoalCondition> Conditions)> Cases)
    {
        public int Kept { get; } = Cases.Count(one => one.Conditions.All(condition => condition.Holds));

        /// <summary>The geometric mean over files of the worst excess: tells apart choices that keep a goal on as many files.</summary>
        public double Typical { get; } = Cases.Average(one => Math.Log(Math.Min(1e6, one.Conditions.Max(condition => condition.Excess))));

        public static Attempt Of(Goal goal, GoalRows rows, string[] files, GoalChoice choice) => new(choice, [.. files.Select(file =>
        {
            GoalFigures of = rows.Of(file, goal.Table, choice);
            return (file, of.IsLarge, (IReadOnlyList<GoalCondition>)[.. goal.Conditions(of), new(OpenBytes, of.OpenBytes, MostOpenBytes)]);
        })]);

        public double? Worst(bool large) => Cases.Where(one => one.IsLarge == large).Max(one => one.Conditions[0].Value);

        /// <summary>The file with the greatest excess and each condition that it breaks.</summary>
        public string Fails()
        {
            (string file, _, IReadOnlyList<GoalCondition> conditions) = Cases.MaxBy(one => one.Conditions.Max(condition => condition.Excess));
            string[] broken = [.. conditions.Where(condition => !condition.Holds).Select(condition => condition.Value is double value ? Words(condition.Name, value, condition.Limit) : $"{condition.Name} not measured")];
            static string Words(string name, double value, double limit) => name == OpenBytes ? $"{name} {Charts.Numbers.Count(value)} over {Charts.Numbers.Count(limit)}" : $"{name} {Limit(value)} over {Limit(limit)}";
            return broken.Length == 0 ? "" : $"{Path.GetFileName(file).Replace(".cwasm.br", "", StringComparison.Ordinal).Replace(".cwasm", "", StringComparison.Ordinal)}: {string.Join(", ", broken)}";
        }
    }
}
