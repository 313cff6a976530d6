using EncodingLab.Experiments;

namespace EncodingLab.Measuring;

/// <summary>Which operations of a workload one sample walks.</summary>
/// <param name="First">First timed operation.</param>
/// <param name="Operations">Timed operations of one pass, at most the whole sequence.</param>
/// <param name="Passes">How often they are walked; more than once only where they are the whole sequence.</param>
/// <param name="LeadIn">Operations just before the first that run untimed.</param>
internal readonly record struct SampleWindow(int First, int Operations, int Passes, int LeadIn)
{
    public int Timed => Operations * Passes;

    public ReadOnlySpan<uint> Pcs(DrawnWorkload workload) => workload.Window(First, Operations);

    public ReadOnlySpan<uint> LeadInPcs(DrawnWorkload workload) =>
        workload.Window((First + workload.Operations - LeadIn) % workload.Operations, LeadIn);

    /// <summary>One of so many parts that follow each other, the lead-in before the first. Several passes are shared out as passes.</summary>
    /// <param name="part">From 0.</param>
    /// <param name="parts">How many.</param>
    /// <param name="sequence">Operations of the workload.</param>
    /// <param name="isReopened">Whether each part's reader builds its state anew, and so needs a lead-in of its own to find it in the caches.</param>
    public SampleWindow Part(int part, int parts, int sequence, bool isReopened)
    {
        int leadIn = part == 0 || isReopened ? LeadIn : 0;
        if (Passes >= parts)
        {
            return this with { Passes = (Passes * (part + 1) / parts) - (Passes * part / parts), LeadIn = leadIn };
        }

        int begin = (int)((long)Operations * part / parts);
        int end = (int)((long)Operations * (part + 1) / parts);
        return this with { First = (First + begin) % sequence, Operations = end - begin, LeadIn = leadIn };
    }

    public ulong Expected(DrawnWorkload workload) => workload.ExpectedOf(First, Operations) * (ulong)Passes;
}
