using EncodingLab.Processes;

namespace EncodingLab.Measuring;

/// <summary>What a peer is asked in one run of it: all pcs of a workload, of one section.</summary>
/// <param name="Peer">The program.</param>
/// <param name="Version">Of the section's encoding: 46 or 47.</param>
/// <param name="Table">Name of the table.</param>
/// <param name="Tables">The file with the section.</param>
/// <param name="Queries">The file with the pcs.</param>
/// <param name="Count">How many pcs.</param>
/// <param name="Expected">What its answers must sum to.</param>
internal sealed record PeerQuestion(LookupPeer Peer, int Version, string Table, string Tables, string Queries, int Count, ulong Expected)
{
    /// <summary>
    /// Rounds of one run, of which the fastest counts. A table of many megabytes takes several to come into the caches, which ours is read into before its samples; what noise the fastest
    /// escapes is a lead for the peer.
    /// </summary>
    private const int Rounds = 5;

    /// <summary>Nanoseconds of a lookup in the fastest round.</summary>
    /// <exception cref="ChildProcessException">It failed, or answered wrongly. One line.</exception>
    public double Ask()
    {
        PeerAnswer answer = Peer.Ask(Version, Table, Tables, Queries, Count, Rounds);
        return answer.Checksum == Expected
            ? answer.MinNs
            : throw new ChildProcessException($"{Peer.Name}: wrong answers: their sum is {answer.Checksum}, expected {Expected}");
    }
}
