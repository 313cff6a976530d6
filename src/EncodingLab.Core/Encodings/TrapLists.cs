using System.Numerics;
using EncodingLab.Tables;

namespace EncodingLab.Encodings;

/// <summary>How encodings of traps that split them into lists cut a table apart and put it together again.</summary>
/// <param name="Shift">Trailing zero bits that all pcs share.</param>
/// <param name="Codes">The codes that occur, the most frequent first.</param>
internal sealed record TrapLists(int Shift, byte[] Codes)
{
    public static TrapLists Of(PcTable table)
    {
        var counts = new int[256];
        uint union = 0;
        for (int i = 0; i < table.Count; i++)
        {
            counts[table.Values[i]]++;
            union |= table.Pcs[i];
        }

        return new(
            union == 0 ? 0 : BitOperations.TrailingZeroCount(union),
            [.. Enumerable.Range(0, 256).Where(code => counts[code] > 0).OrderByDescending(code => counts[code]).ThenBy(code => code).Select(code => (byte)code)]);
    }

    /// <summary>Why lists by code cannot hold a table: where pcs tie the first code must answer, and lists do not keep their order.</summary>
    public static string? WhyNot(PcTable table)
    {
        for (int i = 1; i < table.Count; i++)
        {
            if (table.Pcs[i] == table.Pcs[i - 1] && table.Values[i] != table.Values[i - 1])
            {
                return $"entries {i - 1} and {i} have the same offset {table.Pcs[i]} and different codes";
            }
        }

        return null;
    }

    /// <summary>The units of the entries that have a code, or of all that have another.</summary>
    public uint[] UnitsOf(PcTable table, uint code, bool having)
    {
        var units = new uint[table.Count];
        int count = 0;
        for (int i = 0; i < table.Count; i++)
        {
            if (table.Values[i] == code == having)
            {
                units[count++] = table.Pcs[i] >> Shift;
            }
        }

        return units[..count];
    }

    /// <summary>Puts sorted lists together.</summary>
    /// <exception cref="MalformedTableException">A list is not sorted, or a unit does not fit a pc.</exception>
    public static PcTable Merge(TableKind kind, int shift, uint[][] units, uint[][] codes)
    {
        int count = units.Sum(list => list.Length);
        var pcs = new uint[count];
        var values = new uint[count];
        var next = new int[units.Length];
        for (int i = 0; i < count; i++)
        {
            int least = -1;
            for (int list = 0; list < units.Length; list++)
            {
                bool has = next[list] < units[list].Length;
                least = has && (least < 0 || units[list][next[list]] < units[least][next[least]]) ? list : least;
            }

            pcs[i] = units[least][next[least]] << shift;
            values[i] = codes[least][next[least]++];
            if ((i > 0 && pcs[i] < pcs[i - 1]) || pcs[i] >> shift != units[least][next[least] - 1])
            {
                throw new MalformedTableException($"{kind}: entry {i} has offset {pcs[i]}, not at or above its predecessor's");
            }
        }

        return new PcTable(kind, pcs, values);
    }
}
