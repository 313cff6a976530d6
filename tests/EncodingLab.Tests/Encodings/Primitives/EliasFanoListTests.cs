using EncodingLab.Encodings;
using EncodingLab.Encodings.Primitives;

namespace EncodingLab.Tests.Encodings.Primitives;

public sealed class EliasFanoListTests
{
    public static TheoryData<string, uint[]> Lists()
    {
        var random = new Random(11);
        uint[] Walk(int count, int gap, int ties)
        {
            var units = new uint[count];
            uint unit = (uint)random.Next(1000);
            for (int i = 0; i < count; i++)
            {
                units[i] = unit;
                unit += (uint)(random.Next(100) < ties ? 0 : random.Next(gap));
            }

            return units;
        }

        return new()
        {
            { "none", [] },
            { "one", [77] },
            { "first and last", [0, uint.MaxValue] },
            { "all the same", [.. Enumerable.Repeat(5u, 300)] },
            { "dense", [.. Enumerable.Range(3, 500).Select(i => (uint)i)] },
            { "close", Walk(900, 12, 5) },
            { "wide", Walk(500, 3000, 0) },
            { "clustered", [.. Walk(300, 4, 40), .. Walk(200, 3, 10).Select(unit => unit + 5_000_000)] },
            { "far", Walk(40, 100_000_000, 0) },
        };
    }

    [Theory]
    [MemberData(nameof(Lists))]
    public void Counts_and_finds_are_those_of_the_list(string name, uint[] units)
    {
        for (int pageBits = EliasFanoList.MinPageBits; pageBits <= EliasFanoList.MaxPageBits; pageBits++)
        {
            var output = new ByteWriter();
            output.WriteByte(0xee);
            EliasFanoList.Write(units, pageBits, output);
            int end = output.Length;
            output.Reserve(EliasFanoList.Padding);
            Assert.True(EliasFanoList.TryOpen(output.Written, 1, out EliasFanoList list), name);
            Assert.Equal(end, list.End);
            var back = new uint[list.Count];
            Assert.True(list.TryRead(output.Written, back));
            Assert.Equal(units, back);
            Check<PortableWords>(list, output.Written, units);
            if (Bmi2Words.IsSupported)
            {
                Check<Bmi2Words>(list, output.Written, units);
            }
        }
    }

    private static void Check<TOps>(EliasFanoList list, ReadOnlySpan<byte> bytes, uint[] units)
        where TOps : struct, IWordOps
    {
        var probe = default(NoProbe);
        foreach (uint unit in units.SelectMany(unit => new[] { unchecked(unit - 1), unit, unchecked(unit + 1), unchecked(unit + 99) }).Append(0u).Append(uint.MaxValue))
        {
            int found = Array.BinarySearch(units, unit);
            Assert.Equal(found < 0 ? -1 : Array.IndexOf(units, unit), list.FirstAt<TOps, NoProbe>(in bytes[0], unit, ref probe));
            int count = found < 0 ? ~found : Array.LastIndexOf(units, unit) + 1;
            Assert.Equal(count, list.CountAtOrBefore<TOps, NoProbe>(in bytes[0], unit, ref probe));
        }
    }
}
