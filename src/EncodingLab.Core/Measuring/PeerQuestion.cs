using EncodingLab.Processes;

namespace EncodingLab.Measuring;

/// <summary>What a peer is asked about one section, run after run of it.</summary>
/// <param name="Peer">The program.</param>
/// <param name="Version">Of the section's encoding: 46 or 47.</param>
/// <param name="Table">Name of the table.</param>
/// <param name="Tables">The file with the section.</param>
/// <param name="Queries">The pcs; each run takes the next ones.</param>
/// <param name="Rounds">How often a run asks for them all. The median round counts, as the median sample does of our cells; the first, which brings the section into the caches, is no median.</param>
internal sealed record PeerQuestion(LookupPeer Peer, int Version, string Table, string Tables, IReadOnlyList<PeerQueries> Queries, int Rounds)
{
    /// <summary>The pcs of a run.</summary>
    public PeerQueries Of(int run) => Queries[run % Queries.Count];

    /// <summary>Runs it once; returns nanoseconds of a lookup in the median round.</summary>
    /// <exception cref="ChildProcessException">It failed, or answered wrongly. One line.</exception>
    public double Ask(int run)
    {
        PeerQueries queries = Of(run);
        PeerAnswer answer = Peer.Ask(Version, Table, Tables, queries.Path, queries.Count, Rounds);
        return answer.Checksum == queries.Expected
            ? answer.MedianNs
            : throw new ChildProcessException($"{Peer.Name}: wrong answers: their sum is {answer.Checksum}, expected {queries.Expected}");
    }
}

/// <summary>Pcs in a file.</summary>
/// <param name="Path">The file.</param>
/// <param name="First">Where in the workload they begin.</param>
/// <param name="Count">How many.</param>
/// <param name="Expected">What the answers must sum to.</param>
internal sealed record PeerQueries(string Path, int First, int Count, ulong Expected);
