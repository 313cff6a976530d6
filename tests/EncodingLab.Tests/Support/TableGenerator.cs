using EncodingLab.Tables;
using FsCheck;
using FsCheck.Fluent;

namespace EncodingLab.Tests.Support;

/// <summary>A table of each kind under one name: what an encoding is asked to hold.</summary>
public sealed record TableCase(string Name, CodeTables Tables)
{
    public override string ToString() => Name;
}

/// <summary>One entry as a generator draws it: the gap to the previous pc, and the value (read as a code or as a position).</summary>
public readonly record struct DrawnEntry(uint Gap, uint Value);

/// <summary>Tables that hurt: by hand, like a compiler's, and drawn.</summary>
internal static class TableGenerator
{
    /// <summary>Where the length of a LEB128 changes, whether the value is shifted, signed or neither; and the ends of the range.</summary>
    public static readonly uint[] Boundaries =
    [
        .. new[] { 6, 7, 8, 12, 13, 14, 15, 16, 19, 20, 21, 24, 26, 27, 28, 30, 31 }.SelectMany(bits => new[] { (1u << bits) - 1, 1u << bits }),
        uint.MaxValue - 1,
    ];

    /// <summary>The cases that every encoding meets, with tables around the size of its blocks.</summary>
    public static IEnumerable<TableCase> Cases(int block) =>
    [
        Of("empty", []),
        Of("one at zero", [new(0, 0)]),
        Of("one", [new(77, 5)]),
        Of("one at the end of 32 bits", [new(uint.MaxValue, uint.MaxValue - 1)]),
        Of("one none", [new(1, TableKind.None)]),
        Of("two at the ends of 32 bits", [new(0, uint.MaxValue - 1), new(uint.MaxValue, 0)]),
        Of("ties over every border", Enumerable.Range(0, 300).Select(i => new DrawnEntry(i % 7 == 0 ? 3u : 0u, (uint)i % 50))),
        Of("all tied", Enumerable.Range(0, 300).Select(i => new DrawnEntry(i == 0 ? 9u : 0u, (uint)i % 50))),
        Of("tied in blocks, not between", Enumerable.Range(0, 300).Select(i => new DrawnEntry(i % block == 0 ? 5u : 0u, (uint)i % 50))),
        Of("all none", Enumerable.Range(0, 200).Select(i => new DrawnEntry(1 + ((uint)i % 3), TableKind.None))),
        Of("none first", Enumerable.Range(0, 300).Select(i => new DrawnEntry(2, i < 150 ? TableKind.None : (uint)i * 3))),
        Of("every other none", Enumerable.Range(0, 300).Select(i => new DrawnEntry(2, i % 2 == 0 ? TableKind.None : (uint)i * 3))),
        Of("gaps at every length", Rising(Boundaries.Where(gap => gap < 1u << 27))),
        Of("the widest gaps", [new(1u << 31, 1), new(1, 0), new((1u << 31) - 2, TableKind.None)]),
        Of("positions at every length", Boundaries.SelectMany(position => new DrawnEntry[] { new(3, position), new(3, 0) })),
        Of("steps at every length, both ways", Boundaries.SelectMany(step => new DrawnEntry[] { new(3, 1u << 31), new(3, (1u << 31) + (step >> 1)), new(70, 1u << 31), new(3, (1u << 31) - (step >> 1)) })),
        Of("positions from end to end", Enumerable.Range(0, 150).Select(i => new DrawnEntry(1, i % 2 == 0 ? 0 : uint.MaxValue - 1))),
        Of("every code", Enumerable.Range(0, 512).Select(i => new DrawnEntry(2, (uint)i % 256))),
        Of("each code in a run", Enumerable.Range(0, 512).Select(i => new DrawnEntry(2, (uint)i / 2))),
        Of("densest", Enumerable.Range(0, 500).Select(i => new DrawnEntry(1, (uint)i))),
        Of("sparse", Enumerable.Range(0, 200).Select(i => new DrawnEntry(1_000_003 + ((uint)i * 977), (uint)i * 40_000))),
        Typical(700, unit: 1),
        Typical(700, unit: 4),
        .. new[] { block - 1, block, block + 1, (2 * block) + 1 }.Where(size => size is > 0 and < 1200).Distinct().Select(size => Typical(size, unit: 1)),
    ];

    /// <summary>A table such as compilers make: short gaps, positions that mostly rise, one entry in four without, functions.</summary>
    public static TableCase Typical(int entries, uint unit)
    {
        var random = new Random(entries);
        var starts = new List<uint>();
        var drawn = new List<DrawnEntry>();
        uint position = 40;
        uint pc = 0;
        for (int i = 0; i < entries; i++)
        {
            bool begins = i % 60 == 0;
            position = begins ? (uint)random.Next(1 << 22) : position + (uint)random.Next(1, random.Next(8) == 0 ? 300 : 12);
            uint gap = unit * (begins ? 16u : (uint)random.Next(1, random.Next(20) == 0 ? 120 : 14));
            pc += gap;
            if (begins)
            {
                starts.Add(pc);
            }

            drawn.Add(new(gap, random.Next(4) == 0 ? TableKind.None : position));
        }

        CodeTables tables = Of("", drawn).Tables;
        uint[] codes = [.. Enumerable.Range(0, entries).Select(i => random.Next(8) == 0 ? (uint)random.Next(10) : 1u)];
        PcTable map = tables[TableKind.AddressMap];
        uint[] calls = [.. map.Pcs.ToArray().Where((_, i) => i % 5 == 3).Select(start => start + unit)];
        return new($"typical({entries}, unit {unit})", new CodeTables([new(TableKind.Traps, map.Pcs.ToArray(), codes), map], tables.TextBytes + 16, [.. starts], calls));
    }

    /// <summary>Entries drawn at random, with sizes at block borders preferred.</summary>
    public static Arbitrary<DrawnEntry[]> Drawn(int block)
    {
        Gen<uint> gap = Gen.Frequency((6, Gen.Choose(1, 30).Select(i => (uint)i)), (2, Gen.Constant(0u)), (1, Gen.Choose(31, 20_000).Select(i => (uint)i)), (1, Gen.Elements(Boundaries)));
        Gen<uint> value = Gen.Frequency((4, Gen.Choose(0, 5000).Select(i => (uint)i)), (3, Gen.Constant(TableKind.None)), (1, Gen.Elements(Boundaries)));
        Gen<DrawnEntry> entry = from g in gap from v in value select new DrawnEntry(g, v);
        Gen<int> size = Gen.Frequency((1, Gen.Elements(0, 1, 2)), (2, Gen.Elements(block - 1, block, block + 1)), (5, Gen.Choose(3, 200)));
        Gen<DrawnEntry[]> table = size.SelectMany(count => Gen.ArrayOf(entry, Math.Min(count, 600)));
        return Arb.From(table, Halves);
    }

    /// <summary>The drawn entries as a table of each kind; a gap that would pass 32 bits becomes a tie.</summary>
    public static TableCase Of(string name, IEnumerable<DrawnEntry> drawn)
    {
        DrawnEntry[] entries = [.. drawn];
        var pcs = new uint[entries.Length];
        uint pc = 0;
        for (int i = 0; i < entries.Length; i++)
        {
            pc += entries[i].Gap <= uint.MaxValue - pc ? entries[i].Gap : 0;
            pcs[i] = pc;
        }

        uint[] codes = [.. entries.Select(entry => entry.Value % 256)];
        uint[] positions = [.. entries.Select(entry => entry.Value)];
        return new(name, CodeTables.Of(new PcTable(TableKind.Traps, pcs, codes), new PcTable(TableKind.AddressMap, pcs, positions)));
    }

    private static IEnumerable<DrawnEntry> Rising(IEnumerable<uint> gaps) => gaps.Select((gap, i) => new DrawnEntry(gap, (uint)i));

    private static IEnumerable<DrawnEntry[]> Halves(DrawnEntry[] entries)
    {
        for (int part = entries.Length / 2; part > 0; part /= 2)
        {
            for (int start = 0; start + part <= entries.Length; start += part)
            {
                yield return [.. entries[..start], .. entries[(start + part)..]];
            }
        }
    }
}
