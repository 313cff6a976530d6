using EncodingLab.Encodings;
using EncodingLab.Encodings.Primitives;
using EncodingLab.Tables;

namespace EncodingLab.Tests.Encodings.Primitives;

/// <summary>The bricks of encodings that find an entry by comparing or by rank.</summary>
public sealed class SearchBrickTests
{
    [Fact]
    public void A_bucket_scan_counts_and_finds_as_a_loop_does_for_every_length_and_width()
    {
        byte[] keys = [.. Enumerable.Range(0, 100).Select(i => (byte)(i * 5 / 2))];
        var behind = new byte[BucketScan<byte>.Behind];
        for (int count = 0; count <= keys.Length; count++)
        {
            byte[] bytes = [.. keys[..count], .. behind];
            byte[] halves = [.. keys[..count].SelectMany(key => new byte[] { key, 0 }), .. behind];
            for (uint bound = 0; bound < 256; bound += 3)
            {
                int expected = keys[..count].Count(key => key <= bound);
                int first = Array.IndexOf(keys[..count], (byte)bound);
                Assert.Equal(expected, BucketScan<byte>.CountAtOrBelow(in bytes[0], count, bound));
                Assert.Equal(expected, BucketScan<ushort>.CountAtOrBelow(in halves[0], count, bound));
                Assert.Equal(first, BucketScan<byte>.FirstEqual(in bytes[0], count, bound));
                Assert.Equal(first, BucketScan<ushort>.FirstEqual(in halves[0], count, bound));
            }
        }
    }

    [Fact]
    public void One_vector_and_two_count_the_keys_of_a_node_alike()
    {
        uint[] keys = [.. Enumerable.Range(0, 16).Select(i => i < 8 ? (uint)i * 3 : uint.MaxValue - 15 + (uint)i)];
        var node = new byte[64];
        FixedColumns.Write(keys, 4, node);
        foreach (uint pc in keys.SelectMany(key => new[] { key - 1, key, key + 1 }))
        {
            Assert.Equal(keys.Count(key => key <= pc), TwoVectors.CountUpTo(in node[0], pc));
            Assert.Equal(keys.Count(key => key < pc), TwoVectors.CountBelow(in node[0], pc));
            if (OneVector.IsSupported)
            {
                Assert.Equal(TwoVectors.CountUpTo(in node[0], pc), OneVector.CountUpTo(in node[0], pc));
                Assert.Equal(TwoVectors.CountBelow(in node[0], pc), OneVector.CountBelow(in node[0], pc));
            }
        }
    }

    [Fact]
    public void The_last_entry_of_a_list_at_or_before_a_unit_is_found_across_gaps_of_any_length()
    {
        uint[] units = [7, 8, 8, 30, 31, 1000, 1001, 90_000, 90_004, 91_000];
        var output = new ByteWriter();
        EliasFanoList.Write(units, EliasFanoList.MinPageBits, output);
        output.Reserve(EliasFanoList.Padding);
        byte[] bytes = output.Written.ToArray();
        Assert.True(EliasFanoList.TryOpen(bytes, 0, out EliasFanoList list));
        var probe = default(NoProbe);
        foreach (uint unit in units.SelectMany(unit => new[] { unit - 1, unit, unit + 1, unit + 500 }))
        {
            int expected = Array.FindLastIndex(units, candidate => candidate <= unit);
            Assert.Equal(expected >= 0, list.TryFindLast<PortableWords, NoProbe>(in bytes[0], unit, out int entry, out uint found, ref probe));
            Assert.Equal(expected, entry);
            Assert.Equal(expected < 0 ? 0 : units[expected], found);
        }
    }

    [Fact]
    public void A_delta_code_is_prefix_free_and_gives_every_delta_back_from_its_table()
    {
        uint[] values = [.. Enumerable.Range(0, 3000).Select(i => i % 5 == 0 ? TableKind.None : (uint)(i * 3) ^ (i % 97 == 0 ? 0x40000000u : 0) ^ (i % 31 == 0 ? 2000u : 0))];
        var code = DeltaCode.Train(values, 0);
        Assert.True(code.TableBits <= RankedBlocks.MaxTableBits);
        uint position = 0;
        foreach (uint value in values)
        {
            DeltaToken token = code.TokenOf(value, position);
            uint entry = code.Table[token.Bits & ((1UL << code.TableBits) - 1)];
            Assert.Equal(token.Length, (int)(entry & 63));
            Assert.Equal(value == TableKind.None, (entry & (1 << 10)) != 0);
            uint decoded = position + (uint)((int)entry >> 11) + (uint)(token.Bits >> (int)((entry >> 6) & 15));
            position = value == TableKind.None ? position : value;
            Assert.Equal(position, decoded);
        }
    }
}
