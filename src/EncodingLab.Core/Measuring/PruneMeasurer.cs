using EncodingLab.Encodings;
using EncodingLab.Files;
using EncodingLab.Results;
using EncodingLab.Tables;

namespace EncodingLab.Measuring;

/// <summary>What keeping only what can be asked makes of a file's address map and of the file.</summary>
internal static class PruneMeasurer
{
    /// <summary>The row of a file; null where it is not known what can be asked.</summary>
    public static PruneRow? Measure(LabFile file, LabFileContent content)
    {
        if (content.WhyNotAsked is not null || content.Tables[TableKind.AddressMap].Count == 0)
        {
            return null;
        }

        TableEncoding shipped = content.ShippedEncoding;
        PruneStatistics entries = content.AskedStatistics;
        long mapBytes = content.BaselineBytes(shipped, TableKind.AddressMap);
        long prunedBytes = BytesOf(shipped, content.AskedTables);
        long slack = shipped.BlockEntries is { } block
            ? FreePlacement.KeyBytes(content.AskedTables[TableKind.AddressMap].Pcs, block) - FreePlacement.LeastKeyBytes(content.Tables, block)
            : 0;
        return new()
        {
            File = file.Name.Split('/')[^1],
            Module = file.Module,
            Target = file.Target,
            Wasmtime = file.Wasmtime,
            Variant = file.Variant,
            SourceLanguage = file.SourceLanguage,
            Entries = entries.Entries,
            AskedPcs = entries.AskedPcs,
            AskedByTrap = entries.ByTrap,
            AskedByCall = entries.ByCall,
            UnlistedTraps = content.Tables.UnlistedTraps?.Length ?? 0,
            Kept = entries.Kept,
            KeptForTraps = entries.KeptForTraps,
            KeptForCalls = entries.KeptForCalls,
            Unasked = entries.Unasked,
            Merged = entries.Merged,
            MapBytes = mapBytes,
            InPlaceBytes = BytesOf(shipped, QueryEquivalence.Prune(content.Tables).Tables),
            PrunedBytes = prunedBytes,
            BoundBytes = prunedBytes - slack,
            PrunedRatio = Math.Round((double)prunedBytes / mapBytes, 4),
            BoundRatio = Math.Round((double)(prunedBytes - slack) / mapBytes, 4),
            FileBytes = content.Bytes,
            PrunedFileBytes = content.BytesWith(TableKind.AddressMap, prunedBytes),
        };
    }

    private static long BytesOf(TableEncoding encoding, CodeTables tables) => encoding.Encode(tables, TableKind.AddressMap).Bytes.Length;
}
