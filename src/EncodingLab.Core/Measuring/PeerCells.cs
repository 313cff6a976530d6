using System.Globalization;
using EncodingLab.Encodings;
using EncodingLab.Experiments;
using EncodingLab.Processes;
using EncodingLab.Tables;

namespace EncodingLab.Measuring;

/// <summary>Plans cells of programs outside: each answers a group's workload from both shipped encodings, in turns with our readers of the same.</summary>
internal static class PeerCells
{
    private static readonly TableEncoding[] s_shipped = [EncodingCatalog.Legacy, EncodingCatalog.Wasmtime47];

    /// <summary>A cell for each peer and shipped encoding, and our baselines to compare them with; none where a group asks what peers do not answer.</summary>
    /// <param name="peers">The programs.</param>
    /// <param name="tables">The file's tables; null where it could not be read.</param>
    /// <param name="track">Peers read the tables as Wasmtime wrote them.</param>
    /// <param name="kind">The group's table: peers answer each question apart.</param>
    /// <param name="workload">The pcs, or null.</param>
    /// <param name="cache">Peers cannot be timed cold.</param>
    /// <param name="whyNot">Why nothing of the group can be timed, or null.</param>
    public static IEnumerable<PlannedCell> Plan(
        IReadOnlyList<LookupPeer> peers, CodeTables? tables, Track track, TableKind kind, Workload? workload, string cache, string? whyNot)
    {
        if (peers.Count == 0 || tables is null || track != Track.Lossless || cache != "hot" || workload?.Question != kind || !TableKind.Both.Questions.Contains(kind))
        {
            return [];
        }

        return
        [
            .. s_shipped.Select(encoding => new PlannedCell(0, encoding, ReaderInfo.Scalar, TimedModel.OpenAndFind, whyNot)),
            .. from peer in peers
               from encoding in s_shipped
               select new PlannedCell(0, encoding, new ReaderInfo(peer.Name, "", true), TimedModel.OpenAndFind, whyNot ?? WhyNot(encoding, tables[kind])) { Peer = peer },
        ];
    }

    /// <summary>The version of Wasmtime that wrote a shipped encoding.</summary>
    public static int VersionOf(TableEncoding encoding) => encoding.Equals(EncodingCatalog.Legacy) ? 46 : 47;

    /// <summary>Why the published reader of an encoding's version cannot answer for a table, or null: it knows no trap codes newer than itself.</summary>
    public static string? WhyNot(TableEncoding encoding, PcTable table)
    {
        int version = VersionOf(encoding);
        foreach (uint code in table.Kind == TableKind.Traps ? table.Values : [])
        {
            if (!TrapCodes.IsKnownTo(version, code))
            {
                return string.Create(CultureInfo.InvariantCulture, $"the table has trap code {code} ({TrapCodes.Name(code)}), which the published reader of Wasmtime {version} does not know");
            }
        }

        return null;
    }
}
