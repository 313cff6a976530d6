using EncodingLab.Encodings;
using EncodingLab.Experiments;
using EncodingLab.Tables;

namespace EncodingLab.Measuring;

/// <summary>The encoded bytes that a group's cells are asked from; each encoded once.</summary>
/// <param name="group">The group.</param>
/// <param name="tables">Its file's tables on its track.</param>
/// <param name="encoded">What was encoded before for the same file; receives what was not.</param>
/// <param name="peerFiles">Where peers find the same.</param>
internal sealed class GroupBytes(TimedGroup group, CodeTables tables, Dictionary<(Track, TableKind, TableEncoding), byte[]> encoded, PeerFiles peerFiles)
{
    /// <summary>A planned cell with its bytes.</summary>
    public TimedCell CellOf(PlannedCell cell, DrawnWorkload? drawn)
    {
        TableKind question = drawn?.Workload.Question ?? group.Kind;
        if (cell.Encoding is not { } encoding)
        {
            return TimedCell.Null(cell.Number, question, cell.Model, drawn!);
        }

        if (cell.Peer is { } peer)
        {
            return TimedCell.OfPeer(cell.Number, encoding, peerFiles.Question(peer, tables, encoding, drawn!), cell.Reader, drawn!);
        }

        bool pair = !encoding.Supports(group.Kind);
        bool both = question.Rule == LookupRule.Joint;
        TableKind table = !pair ? group.Kind : both ? TableKind.AddressMap : question;
        Track track = cell.IsBaseline ? Track.Lossless : group.Track;
        return new(cell.Number, encoding.Id, encoding, Bytes(track, table, encoding), question, cell.Reader, cell.Model.Name, group.Cache, drawn)
        {
            // Spelt out: null alone would become a null array and then empty bytes, not none.
            TrapBytes = pair && both ? Bytes(track, TableKind.Traps, encoding) : default(ReadOnlyMemory<byte>?),
            Tables = TablesOf(track),
            Table = table,
            Track = track.Name,
        };
    }

    private CodeTables TablesOf(Track track) => track == group.Track ? tables : track.Apply(group.File.Content!);

    private byte[] Bytes(Track track, TableKind kind, TableEncoding encoding)
    {
        if (!encoded.TryGetValue((track, kind, encoding), out byte[]? bytes))
        {
            bytes = group.File.Kept.GetValueOrDefault((track, kind, encoding))?.Bytes ?? encoding.Encode(TablesOf(track), kind).Bytes;
            encoded[(track, kind, encoding)] = bytes;
        }

        return bytes;
    }
}
