using System.Diagnostics;
using EncodingLab.Results;
using MathNet.Numerics.Statistics;

namespace EncodingLab.Measuring;

/// <summary>Pushes everything out of the caches by walking more memory than they hold.</summary>
/// <remarks>
/// Twice the largest reported cache: a last-level cache that is not inclusive, or that is shared with other machines on the same chip, does not promise to
/// drop the oldest lines first. Whether it worked is measured, not assumed: see <see cref="Check"/>.
/// </remarks>
internal sealed class CacheEviction
{
    private const int Canaries = 64;
    private readonly byte[] _walk = new byte[checked((int)Math.Min(2 * CpuCaches.LastLevelBytes(), 1 << 30))];
    private long _sum;

    public CacheEviction() => Array.Fill(_walk, (byte)1);

    /// <summary>Bytes that are walked.</summary>
    public int Bytes => _walk.Length;

    /// <summary>After this, no table is cached.</summary>
    public void Evict() => _sum += CacheLines.Read(_walk);

    /// <summary>Times a load of a line that was just read and of one that was read before the walk.</summary>
    public NamedFact Check()
    {
        int[] chain = Chain();
        var warm = new double[9];
        var cold = new double[9];
        for (int i = 0; i < warm.Length; i++)
        {
            Follow(chain);
            warm[i] = Follow(chain);
            Evict();
            cold[i] = Follow(chain);
        }

        return new("cold check", string.Create(
            System.Globalization.CultureInfo.InvariantCulture,
            $"a dependent load took {warm.Median():0.0} ns when its line was just read, {cold.Median():0.0} ns after a walk of {Bytes >> 20} MiB"));
    }

    /// <summary>A cycle through one element of each of 64 pages, in an order that no prefetcher guesses.</summary>
    private static int[] Chain()
    {
        const int stride = (4096 + CacheLines.Bytes) / sizeof(int);
        int[] order = [.. Enumerable.Range(0, Canaries)];
        new Experiments.WorkloadRandom(1).Shuffle(order.AsSpan());
        var chain = new int[Canaries * stride];
        for (int i = 0; i < Canaries; i++)
        {
            chain[order[i] * stride] = order[(i + 1) % Canaries] * stride;
        }

        return chain;
    }

    private double Follow(int[] chain)
    {
        int place = 0;
        long started = Stopwatch.GetTimestamp();
        for (int i = 0; i < Canaries; i++)
        {
            place = chain[place];
        }

        long ticks = Stopwatch.GetTimestamp() - started;
        _sum += place;
        return ticks * 1e9 / Stopwatch.Frequency / Canaries;
    }
}
