namespace EncodingLab.Experiments;

/// <summary>Every workload there is, in the order in which they are reported.</summary>
public static class Workloads
{
    public static IReadOnlyList<Workload> All { get; } =
    [
        new UniformPc(),
        new EntryPc(),
        new CallReturn(),
        new Sequential(),
        new BeforeFirst(),
        new TrapHit(),
        new TrapMiss(),
        new HitOrMiss(),
        new Backtrace(),
        new StackMapHit(),
        new ExceptionHit(),
    ];

    /// <summary>What a sweep times when nothing else is said.</summary>
    public static IReadOnlyList<string> Default { get; } = ["uniform-pc", "call-return", "trap-hit", "trap-miss"];

    /// <summary>The workload of that name, or null.</summary>
    public static Workload? Find(string name) => All.FirstOrDefault(workload => workload.Name == name);
}
