using System.Globalization;

namespace EncodingLab.Processes;

/// <summary>What a peer says of one run.</summary>
/// <param name="Entries">Entries of the section.</param>
/// <param name="MinNs">Nanoseconds of a lookup in its fastest round.</param>
/// <param name="MedianNs">In its median round.</param>
/// <param name="MaxNs">In its slowest round.</param>
/// <param name="Checksum">Sum of the answers of one round, modulo 2^64.</param>
public sealed record PeerAnswer(long Entries, double MinNs, double MedianNs, double MaxNs, ulong Checksum);

/// <summary>A program outside that answers and times lookups over the tables of a file.</summary>
/// <remarks>
/// <para>The protocol, for whoever writes one: <c>PEER VERSION TABLE FILE QUERIES ROUNDS</c>.</para>
/// <para>VERSION is 46 (fixed width) or 47 (blocks of 128); TABLE is traps or addrmap; FILE is a plain ELF64 with the sections .wasmtime.traps and .wasmtime.addrmap in that
/// version's encoding; QUERIES is a file of little-endian u32 pcs; ROUNDS says how often to ask all of them in order. A lookup begins with the section's bytes in hand.</para>
/// <para>The answer is one line: <c>version,table,entries,queries,rounds,min_ns,median_ns,max_ns,checksum</c>. Times are nanoseconds of one lookup in the fastest, median and slowest round;
/// the checksum is the sum of one round's answers modulo 2^64: a trap code or a position counts as itself, none as 2^33, no answer as 2^40. Exit code 0.</para>
/// </remarks>
public sealed class LookupPeer(string program, TimeSpan limit)
{
    /// <summary>What an answer of <em>none</em> adds to the checksum.</summary>
    public const ulong None = 1UL << 33;

    /// <summary>What no answer adds.</summary>
    public const ulong NoAnswer = 1UL << 40;

    private const int Fields = 9;
    private string _hopeless = "";

    /// <summary>The program's file name, for rows.</summary>
    public string Name => Path.GetFileNameWithoutExtension(program);

    /// <summary>Has it answer and time all queries.</summary>
    /// <exception cref="ChildProcessException">It cannot be run, ran too long, crashed, or printed something else than its answer. One line.</exception>
    public PeerAnswer Ask(int version, string table, string file, string queries, int count, int rounds)
    {
        string[] asked = [version.ToString(CultureInfo.InvariantCulture), table, file, queries, rounds.ToString(CultureInfo.InvariantCulture)];
        ChildResult result = Run(asked);
        if (result.ExitCode != 0)
        {
            throw new ChildProcessException($"{Name}: exit code {result.ExitCode}{FirstLine(result.Error)}");
        }

        string[] fields = result.Output.Trim().Split(',');
        string[] expected = [asked[0], table, "", count.ToString(CultureInfo.InvariantCulture), asked[4]];
        bool echoes = fields.Length == Fields && Enumerable.Range(0, expected.Length).All(i => expected[i].Length == 0 || fields[i] == expected[i]);
        return echoes && Parse(fields) is { } answer
            ? answer
            : throw new ChildProcessException(
                $"{Name}: printed '{Shorten(result.Output)}', expected one line {string.Join(',', asked[0], table, "ENTRIES", expected[3], asked[4])},MIN,MEDIAN,MAX,CHECKSUM");
    }

    /// <summary>A peer that had to be stopped is not asked again: every question would take the whole limit.</summary>
    private ChildResult Run(string[] asked)
    {
        if (_hopeless.Length > 0)
        {
            throw new ChildProcessException($"not asked again, since before: {_hopeless}");
        }

        try
        {
            return ChildProcess.Run(program, asked, limit);
        }
        catch (ChildProcessException e) when (e.IsHopeless)
        {
            _hopeless = e.Message.Replace(program, Name, StringComparison.Ordinal);
            throw new ChildProcessException(_hopeless);
        }
    }

    private static PeerAnswer? Parse(string[] fields) =>
        long.TryParse(fields[2], NumberStyles.None, CultureInfo.InvariantCulture, out long entries)
        && TryTime(fields[5], out double min) && TryTime(fields[6], out double median) && TryTime(fields[7], out double max) && min <= median && median <= max
        && ulong.TryParse(fields[8], NumberStyles.None, CultureInfo.InvariantCulture, out ulong checksum)
            ? new(entries, min, median, max, checksum)
            : null;

    private static bool TryTime(string text, out double ns) =>
        double.TryParse(text, NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out ns) && ns > 0 && double.IsFinite(ns);

    private static string FirstLine(string error) =>
        error.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) is [var line, ..] ? ": " + Shorten(line) : "";

    private static string Shorten(string text)
    {
        string line = text.Trim().ReplaceLineEndings(" ");
        return line.Length <= 120 ? line : line[..120] + "...";
    }
}
