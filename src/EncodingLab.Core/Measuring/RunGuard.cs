namespace EncodingLab.Measuring;

/// <summary>Whether times taken by this process would mean anything.</summary>
/// <param name="Refusal">Why nothing may be timed, as one line; null where it may.</param>
/// <param name="Warnings">What makes times doubtful, for the warnings column.</param>
public sealed record RunGuard(string? Refusal, IReadOnlyList<string> Warnings)
{
    public static RunGuard Check() => throw new NotImplementedException();
}
