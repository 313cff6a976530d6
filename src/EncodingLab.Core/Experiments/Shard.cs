using System.Globalization;

namespace EncodingLab.Experiments;

/// <summary>One of several parts of a sweep: every N-th file, so that times of one file stay on one machine.</summary>
/// <param name="Part">From 1.</param>
/// <param name="Parts">How many there are.</param>
public sealed record Shard(int Part, int Parts)
{
    /// <summary>Reads <c>2/8</c>; null is the whole.</summary>
    /// <exception cref="ExperimentException">The text is no part of a whole.</exception>
    public static Shard Parse(string? text)
    {
        if (text is null)
        {
            return new(1, 1);
        }

        string[] numbers = text.Split('/');
        return numbers.Length == 2
            && int.TryParse(numbers[0], NumberStyles.None, CultureInfo.InvariantCulture, out int part)
            && int.TryParse(numbers[1], NumberStyles.None, CultureInfo.InvariantCulture, out int parts)
            && part >= 1 && part <= parts
            ? new(part, parts)
            : throw new ExperimentException($"shard '{text}': expected I/N with I from 1 to N, such as 2/8");
    }

    /// <summary>The part's items, in their order.</summary>
    public IEnumerable<T> Of<T>(IEnumerable<T> items) => items.Where((_, place) => place % Parts == Part - 1);
}
