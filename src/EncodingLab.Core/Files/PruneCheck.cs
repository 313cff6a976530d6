using EncodingLab.Cwasm;
using EncodingLab.Tables;

namespace EncodingLab.Files;

/// <summary>Reads a pruned file back and compares it with the one that it came from.</summary>
internal static class PruneCheck
{
    /// <summary>Requires the same sections, all but the map byte for byte, and the same answer at every pc that can be asked.</summary>
    /// <exception cref="InvalidOperationException">They differ: a fault of this program, not of the file.</exception>
    public static void Require(CwasmFile before, CodeTables tables, ReadOnlyMemory<byte> pruned)
    {
        using CwasmFile after = CwasmFile.Parse(before.Path, pruned);
        Demand(before.Image.Sections.Count == after.Image.Sections.Count, before, "another number of sections");
        foreach ((CwasmSection old, CwasmSection now) in before.Image.Sections.Zip(after.Image.Sections))
        {
            Demand(Same(before, old, after, now), before, $"another section {old.Name}");
        }

        PcTable map = TableLoader.Load(after)[TableKind.AddressMap];
        uint? pc = QueryEquivalence.FirstDifference(tables[TableKind.AddressMap], map, AskedPcs.Of(tables).Pcs);
        Demand(pc is null, before, $"another answer at pc {pc}");
    }

    private static bool Same(CwasmFile before, CwasmSection old, CwasmFile after, CwasmSection now)
    {
        bool map = old.Name == SectionNames.AddressMap;
        CwasmSection expected = old with { Offset = now.Offset, Size = map ? now.Size : old.Size };
        bool moved = old.Name is SectionNames.Text or ".eh_frame" && old.Offset != now.Offset;
        return now == expected && !moved && (map || before.Bytes(old).Span.SequenceEqual(after.Bytes(now).Span));
    }

    private static void Demand(bool holds, CwasmFile file, string found)
    {
        if (!holds)
        {
            throw new InvalidOperationException($"{file.Path}: pruning would have left {found}; nothing was written");
        }
    }
}
