using System.Globalization;
using System.Text.RegularExpressions;

namespace EncodingLab.Results;

/// <summary>A change that a comparison must not show.</summary>
/// <param name="Metric">bytes, ns, or the name of a counter.</param>
/// <param name="IsAbove">Whether changes above the limit fail, or those below.</param>
/// <param name="Change">Relative change: 0.05 is five percent more.</param>
public sealed partial record FailCondition(string Metric, bool IsAbove, double Change)
{
    /// <summary>What can be limited.</summary>
    public static IReadOnlyList<string> Metrics { get; } = ["bytes", "ns", "cache_lines", "pages", "bytes_read", "entries_decoded"];

    /// <summary>Reads <c>bytes>+0.5%,ns>+5%</c>.</summary>
    /// <exception cref="RunFolderException">The text is no list of conditions.</exception>
    public static IReadOnlyList<FailCondition> ParseAll(string text) => [.. text.Split(',', StringSplitOptions.TrimEntries).Select(Parse)];

    /// <summary>Whether a ratio breaks it.</summary>
    public bool IsBrokenBy(double ratio) => IsAbove ? ratio > 1 + Change : ratio < 1 + Change;

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Metric}{(IsAbove ? '>' : '<')}{Change * 100:+0.###;-0.###;0}%");

    private static FailCondition Parse(string text)
    {
        Match match = Pattern().Match(text);
        return match.Success && Metrics.Contains(match.Groups[1].Value)
            ? new(match.Groups[1].Value, match.Groups[2].Value == ">", double.Parse(match.Groups[3].Value, CultureInfo.InvariantCulture) / 100)
            : throw new RunFolderException($"condition '{text}': expected a metric ({string.Join(", ", Metrics)}), > or <, and a percentage, such as bytes>+0.5%");
    }

    [GeneratedRegex(@"^([a-z_]+)([<>])([+-]?\d+(?:\.\d+)?)%$")]
    private static partial Regex Pattern();
}
