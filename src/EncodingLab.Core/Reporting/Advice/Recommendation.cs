using EncodingLab.Results;

namespace EncodingLab.Reporting.Advice;

/// <summary>The answer to "which encoding and which block size", per table and target.</summary>
/// <param name="Run">The run's name.</param>
/// <param name="Options">What was asked.</param>
/// <param name="Advice">The headline target's tables first.</param>
public sealed record Recommendation(string Run, RecommendOptions Options, IReadOnlyList<TargetAdvice> Advice)
{
    /// <summary>The tables and targets with times of what was asked, those that <see cref="RecommendOptions.Target"/> leaves out too.</summary>
    public IReadOnlyList<(string Table, string Target)> Timed { get; init; } = [];

    /// <summary>The advice that is shown in full: the headline target's, or where it has none, every target's.</summary>
    public IEnumerable<TargetAdvice> Shown => Advice.Any(advice => advice.IsHeadline) ? Advice.Where(advice => advice.IsHeadline) : Advice;

    /// <summary>Weighs the choices of a run.</summary>
    /// <exception cref="RunFolderException">The folder is not a run, a file of it is damaged, or what is asked is not in it.</exception>
    public static Recommendation Of(RunFolder run, RecommendOptions options) => Recommender.Of(RunData.Load(run), options);
}

/// <summary>The advice for a table on a target.</summary>
/// <param name="Table">addrmap, traps or both.</param>
/// <param name="Target">The target of the files.</param>
/// <param name="IsHeadline">Whether it is the run's headline target.</param>
/// <param name="Workload">What the times are of.</param>
/// <param name="Modules">The modules in all means, one file each.</param>
/// <param name="Questions">The same choice among ever more: block sizes only, then any encoding.</param>
public sealed record TargetAdvice(string Table, string Target, bool IsHeadline, string Workload, IReadOnlyList<string> Modules, IReadOnlyList<Question> Questions);

/// <summary>A choice among some encodings.</summary>
/// <param name="Name">What is chosen among.</param>
/// <param name="Choices">All that keep the constraints, best score first.</param>
/// <param name="Frontier">Those that nothing else here beats in both, from small to fast.</param>
/// <param name="Smallest">Best for bytes alone.</param>
/// <param name="Fastest">Best for time alone.</param>
/// <param name="Knee">Where the frontier bends most; null where it has fewer than three points.</param>
/// <param name="RunnerUp">The second best beside the best, with what can be shown of the difference; null where there is one choice only.</param>
/// <param name="Shipped">What Wasmtime 47 writes; null where it was not measured or is excluded.</param>
/// <param name="LeaveOneOut">What would win without a module, where that differs from the best.</param>
/// <param name="Weights">The winner for other weights, from bytes only to time only.</param>
/// <param name="Excluded">Number of choices that break a constraint.</param>
public sealed record Question(
    string Name, IReadOnlyList<Choice> Choices, IReadOnlyList<Choice> Frontier, Choice Smallest, Choice Fastest, Choice? Knee, Comparison? RunnerUp, Choice? Shipped,
    IReadOnlyList<(string Module, string Winner)> LeaveOneOut, IReadOnlyList<(double NsShare, string Winner)> Weights, int Excluded)
{
    /// <summary>The choice with the best score.</summary>
    public Choice Best => Choices[0];
}

/// <summary>An encoding with a reader, as geometric means over the modules.</summary>
/// <param name="BytesRatio">Bytes against Wasmtime 47 at 128.</param>
/// <param name="NsRatio">Time against Wasmtime 47 at 128.</param>
/// <param name="MeanRegret">How much worse its score is than each file's best choice: 0.1 is a tenth, geometric mean.</param>
/// <param name="WorstRegret">The same on the file where it is largest.</param>
/// <param name="WorstModule">That file's module.</param>
/// <param name="StockReader">Which stock Wasmtime reads the bytes; empty where none does.</param>
/// <param name="OpenBytes">State that opening builds.</param>
/// <param name="IlBytes">Size of the readers' code; null where unknown.</param>
public sealed record Choice(
    string Encoding, string Reader, string Label, double BytesPerEntry, double Ns, double BytesRatio, double BytesToLegacy, double NsRatio, double MeanRegret, double WorstRegret, string WorstModule,
    string StockReader, long OpenBytes, int? IlBytes);

/// <summary>Two choices side by side.</summary>
/// <param name="Other">The second best.</param>
/// <param name="Ratio">Its score over the best's: 1.05 is 5 % worse.</param>
/// <param name="Low">Lower end of the 95 % interval over modules.</param>
/// <param name="High">Upper end.</param>
public sealed record Comparison(Choice Other, double Ratio, double Low, double High)
{
    /// <summary>Whether the interval excludes "equal".</summary>
    public bool IsShown => Low > 1 || High < 1;
}
