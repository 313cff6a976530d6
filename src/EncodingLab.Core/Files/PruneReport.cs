using EncodingLab.Tables;

namespace EncodingLab.Files;

/// <summary>What pruning a file came to.</summary>
/// <param name="Wasmtime">The version that wrote the file, and that reads the pruned one.</param>
/// <param name="Target">The target of its code.</param>
/// <param name="Encoding">Id of the encoding of both maps: the one that this version reads.</param>
/// <param name="FileBytes">The file before.</param>
/// <param name="PrunedFileBytes">The file after; sections behind the map keep their alignment, so that a page may swallow what was saved.</param>
/// <param name="MapBytes">The address map before.</param>
/// <param name="PrunedMapBytes">The address map after: equal neighbours merged, keys where this encoding takes the fewest bytes, so no placement takes less.</param>
/// <param name="CallSites">Return addresses found in the code.</param>
/// <param name="UnlistedTraps">Instructions that trap without an entry in the traps table.</param>
/// <param name="Entries">What became of the entries.</param>
public sealed record PruneReport(
    string Wasmtime, string Target, string Encoding, long FileBytes, long PrunedFileBytes, long MapBytes, long PrunedMapBytes,
    int CallSites, int UnlistedTraps, PruneStatistics Entries)
{
    /// <summary>Pruned map / map; 1 for an empty map.</summary>
    public double MapRatio => MapBytes == 0 ? 1 : (double)PrunedMapBytes / MapBytes;

    /// <summary>Bytes that the file lost.</summary>
    public long SavedBytes => FileBytes - PrunedFileBytes;

    /// <summary>Bytes that the map lost and the file did not, since the sections behind the map keep their alignment; never below 0.</summary>
    public long AlignmentBytes => Math.Max(0, MapBytes - PrunedMapBytes - SavedBytes);
}
