using EncodingLab.Experiments;
using EncodingLab.Tables;

namespace EncodingLab.Measuring;

/// <summary>What one timed operation is.</summary>
/// <param name="Name">Stable name in command lines and CSV.</param>
/// <param name="Description">One sentence for the report.</param>
/// <param name="AsksPcs">Whether it walks a workload; otherwise it works on the whole table.</param>
public sealed record TimedModel(string Name, string Description, bool AsksPcs)
{
    public static TimedModel Find { get; } = new("find", "one lookup by a reader that stays open", true);
    public static TimedModel OpenAndFind { get; } = new("open-and-find", "open the bytes and look one pc up, behind one call: what an engine does at each trap and frame today", true);
    public static TimedModel Dependent { get; } = new("dependent", "one lookup by an open reader whose pc waits for the answer before it: latency instead of overlapped throughput", true);
    public static TimedModel DecodeAll { get; } = new("decode-all", "decode the whole table into arrays", false);
    public static TimedModel Encode { get; } = new("encode", "encode the whole table from arrays", false);
    public static TimedModel Open { get; } = new("open", "open the bytes, ask nothing", false);

    public static IReadOnlyList<TimedModel> All { get; } = [OpenAndFind, Find, Dependent, DecodeAll, Encode, Open];

    /// <summary>What a sweep times when nothing else is said.</summary>
    public static IReadOnlyList<string> Default { get; } = ["open-and-find", "find"];

    /// <summary>The cache states that lookups are timed in.</summary>
    public static IReadOnlyList<string> Caches { get; } = ["hot", "cold"];

    /// <summary>The model of that name, or null.</summary>
    public static TimedModel? Named(string name) => All.FirstOrDefault(model => model.Name == name);

    /// <summary>Why a model cannot run on a workload in a cache state, or null where it can.</summary>
    public string? WhyNot(Workload? workload, string cache) =>
        !AsksPcs ? (cache == "cold" ? $"{Name} walks the whole table" : null)
        : workload is null ? $"{Name} needs a workload"
        : workload.Question.Rule == LookupRule.Joint && this == Dependent ? "a backtrace's pcs do not depend on answers"
        : cache == "cold" && this == Dependent ? "a cold lookup is timed alone, so nothing overlaps it"
        : null;

    public override string ToString() => Name;
}
