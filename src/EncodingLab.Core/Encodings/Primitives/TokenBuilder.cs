using System.Numerics;
using EncodingLab.Tables;

namespace EncodingLab.Encodings.Primitives;

/// <summary>Makes tokens of tables: one table's entries, or both tables' merged by pc.</summary>
internal static class TokenBuilder
{
    /// <summary>Tokens of a table or of both.</summary>
    /// <param name="tables">With at least one entry of the kind.</param>
    /// <param name="kind">What to encode.</param>
    /// <param name="perPage">Entries a page aimed at.</param>
    /// <param name="shape">Receives what the tokens were cut with.</param>
    /// <param name="joint">Receives the trap codes, for both.</param>
    public static PageTokens Build(CodeTables tables, TableKind kind, int perPage, out PhraseHeader shape, out JointTraps joint)
    {
        joint = JointTraps.None;
        List<(uint Pc, int Value, byte Flavour)> tokens = kind == TableKind.Traps ? Traps(tables[kind]) : kind == TableKind.AddressMap ? Map(tables[kind]) : Joint(tables, out joint);
        int shift = kind.Questions.Where(question => tables[question].Count > 0).Min(question => BitOperations.TrailingZeroCount(tables[question].PcUnit));
        uint[] units = [.. tokens.Select(token => token.Pc >> shift)];
        PageSize size = PageSize.Near((units[^1] + 1.0) / tokens.Count * perPage);
        PcTable map = tables[TableKind.AddressMap];
        uint firstPc = kind == TableKind.Traps ? units[0] << shift : map.Count > 0 ? map.Pcs[0] : PhraseHeader.NoMap;
        shape = default(PhraseHeader) with { FirstPc = firstPc, PcShift = shift, Size = size, IsJoint = kind.Rule == LookupRule.Joint };
        return new()
        {
            Steps = PageTokens.StepsOf(units, size),
            Values = [.. tokens.Select(token => token.Value)],
            Flavours = [.. tokens.Select(token => token.Flavour)],
            PageStarts = PageTokens.Cut(units, size),
            Rules = kind == TableKind.Traps ? PhraseRules.Traps : kind == TableKind.AddressMap ? PhraseRules.Map : PhraseRules.Joint,
        };
    }

    /// <summary>Entries of the longest page that <see cref="Build"/> would make of a table.</summary>
    public static int LongestPage(PcTable table, int perPage)
    {
        int shift = BitOperations.TrailingZeroCount(table.PcUnit);
        uint[] units = [.. table.Pcs.ToArray().Select(pc => pc >> shift)];
        int[] starts = PageTokens.Cut(units, PageSize.Near((units[^1] + 1.0) / units.Length * perPage));
        return Enumerable.Range(0, starts.Length - 1).Max(page => starts[page + 1] - starts[page]);
    }

    private static List<(uint Pc, int Value, byte Flavour)> Traps(PcTable table)
    {
        var tokens = new List<(uint Pc, int Value, byte Flavour)>(table.Count);
        for (int i = 0; i < table.Count; i++)
        {
            tokens.Add((table.Pcs[i], (int)table.Values[i], 0));
        }

        return tokens;
    }

    private static List<(uint Pc, int Value, byte Flavour)> Map(PcTable table)
    {
        var tokens = new List<(uint Pc, int Value, byte Flavour)>(table.Count);
        uint position = 0;
        for (int i = 0; i < table.Count; i++)
        {
            tokens.Add(MapToken(table, i, ref position));
        }

        return tokens;
    }

    // The n-th trap at a pc shares a token with the n-th map entry there, so that the first token at a pc has the first trap. One idea, so longer than most.
    private static List<(uint Pc, int Value, byte Flavour)> Joint(CodeTables tables, out JointTraps joint)
    {
        PcTable map = tables[TableKind.AddressMap];
        PcTable traps = tables[TableKind.Traps];
        byte[] codes = [.. traps.Values.ToArray().GroupBy(code => code).OrderByDescending(group => group.Count()).ThenBy(group => group.Key).Take(JointPrefix.MaxCodes).Select(group => (byte)group.Key)];
        joint = new(codes, []);
        Span<byte> flavours = stackalloc byte[256];
        flavours.Fill((byte)(PhraseRules.Effects * JointPrefix.RareTrap));
        for (int i = 0; i < codes.Length; i++)
        {
            flavours[codes[i]] = (byte)(PhraseRules.Effects * (i + 1));
        }

        var tokens = new List<(uint Pc, int Value, byte Flavour)>(map.Count + (traps.Count / 4));
        uint position = 0;
        for (int entry = 0, trap = 0; entry < map.Count || trap < traps.Count;)
        {
            bool isEntry = entry < map.Count && (trap == traps.Count || map.Pcs[entry] <= traps.Pcs[trap]);
            bool isTrap = trap < traps.Count && (entry == map.Count || traps.Pcs[trap] <= map.Pcs[entry]);
            byte flavour = isTrap ? flavours[(int)traps.Values[trap]] : (byte)0;
            (uint Pc, int Value, byte Flavour) token = isEntry ? MapToken(map, entry++, ref position) : (traps.Pcs[trap], 0, (byte)PhraseRules.Keep);
            if (flavour == PhraseRules.Effects * JointPrefix.RareTrap)
            {
                joint.Rare.Add((traps.Pcs[trap], (byte)traps.Values[trap]));
            }

            trap += isTrap ? 1 : 0;
            tokens.Add(token with { Flavour = (byte)(token.Flavour + flavour) });
        }

        return tokens;
    }

    private static (uint Pc, int Value, byte Flavour) MapToken(PcTable table, int entry, ref uint position)
    {
        uint value = table.Values[entry];
        if (value == TableKind.None)
        {
            return (table.Pcs[entry], 0, (byte)PhraseRules.None);
        }

        int step = (int)(value - position);
        position = value;
        return (table.Pcs[entry], step, (byte)PhraseRules.Position);
    }
}
