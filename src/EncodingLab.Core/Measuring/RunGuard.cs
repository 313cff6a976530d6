using System.Diagnostics;
using System.Globalization;
using System.Reflection;

namespace EncodingLab.Measuring;

/// <summary>Whether times taken by this process would mean anything.</summary>
/// <param name="Refusal">Why nothing may be timed, as one line; null where it may.</param>
/// <param name="Warnings">What makes all times of this run doubtful, in few words each: for the warnings column.</param>
public sealed record RunGuard(string? Refusal, IReadOnlyList<string> Warnings)
{
    private const int FewCores = 2;
    private const double TolerableLoad = 0.75;

    /// <summary>Looks at the build, the debugger, the runtime's settings, the load, and the clock (about 10 ms).</summary>
    public static RunGuard Check() => new(WhyRefuse(typeof(RunGuard).Assembly, Debugger.IsAttached), [.. Warn()]);

    internal static string? WhyRefuse(Assembly assembly, bool debugger) =>
        assembly.GetCustomAttribute<DebuggableAttribute>()?.IsJITOptimizerDisabled == true
            ? $"{assembly.GetName().Name} was built without optimisation, so its times mean nothing; build it with -c Release"
        : debugger ? "a debugger is attached, so times mean nothing; run without it"
        : null;

    private static IEnumerable<string> Warn()
    {
        if (!MachineFacts.Tiering().StartsWith("TieredCompilation=0", StringComparison.Ordinal))
        {
            yield return "tiered compilation is on";
        }

        if (Environment.ProcessorCount <= FewCores)
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"{Environment.ProcessorCount} cores");
        }

        if (double.TryParse(MachineFacts.Load(), NumberStyles.Float, CultureInfo.InvariantCulture, out double load) && load > TolerableLoad * Environment.ProcessorCount)
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"load {load:0.0} on {Environment.ProcessorCount} cores");
        }

        if (ClockCheck.Warning() is string clock)
        {
            yield return clock;
        }
    }
}
