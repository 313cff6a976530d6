namespace EncodingLab.Tables;

/// <summary>A yardstick for <see cref="QueryEquivalence"/>: what the keys of the pruned map take in blocks of LEB128 differences, and what they must take at the least.</summary>
public static class FreePlacement
{
    /// <summary>Bytes of the differences between keys, one flag bit below each; the first of a block is a difference of 0.</summary>
    public static long KeyBytes(ReadOnlySpan<uint> pcs, int block)
    {
        long bytes = 0;
        for (int i = 0; i < pcs.Length; i++)
        {
            bytes += i % block == 0 ? 1 : Bytes(pcs[i] - pcs[i - 1]);
        }

        return bytes;
    }

    /// <summary>The least that keys with equal neighbours merged can take wherever they stand: each difference as short as the bounds of its own two keys allow.</summary>
    /// <remarks>No placement reaches it where one key would have to stand in two places, so it is a bound and not a size.</remarks>
    /// <param name="tables">The whole tables with call sites.</param>
    /// <param name="block">Entries per block.</param>
    public static long LeastKeyBytes(CodeTables tables, int block)
    {
        List<FreeKey> keys = QueryEquivalence.Keys(tables[TableKind.AddressMap], AskedPcs.Of(tables), out _);
        long bytes = 0;
        for (int i = 0; i < keys.Count; i++)
        {
            bytes += i % block == 0 ? 1 : Bytes(keys[i].First - keys[i - 1].Last);
        }

        return bytes;
    }

    private static int Bytes(uint difference) => difference < 1u << 6 ? 1 : difference < 1u << 13 ? 2 : difference < 1u << 20 ? 3 : difference < 1u << 27 ? 4 : 5;
}
