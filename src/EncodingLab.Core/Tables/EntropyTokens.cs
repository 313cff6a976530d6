namespace EncodingLab.Tables;

/// <summary>A table as the sequence of tokens that an entropy coder would see: what follows from the entry before is taken out.</summary>
/// <remarks>
/// A token joins the pc delta (divided by what all pcs have in common) with the value's part: of a covering table the difference to the previous position that was not
/// none, or none; of an exact one the code. Of two tables in one, keys are the pcs of both, and a token holds the delta of the key, the code if there is a trap, and
/// the position's part if an entry of the map begins there.
/// </remarks>
public static class EntropyTokens
{
    private const ulong NoPart = 0;
    private const ulong NonePart = 1;

    /// <summary>The tokens of one table, each a pair (pc delta, value part) folded into 64 bits: 32 bits of delta above 32 of the value.</summary>
    public static ulong[] Of(PcTable table)
    {
        var tokens = new ulong[table.Count];
        uint unit = table.PcUnit;
        uint previousPc = 0;
        long previousValue = 0;
        for (int i = 0; i < tokens.Length; i++)
        {
            tokens[i] = Token((table.Pcs[i] - previousPc) / unit, ValuePart(table, i, ref previousValue), 0);
            previousPc = table.Pcs[i];
        }

        return tokens;
    }

    /// <summary>The tokens of traps and address map in one structure, one a key.</summary>
    public static ulong[] OfJoint(PcTable traps, PcTable map)
    {
        var tokens = new List<ulong>(Math.Max(traps.Count, map.Count));
        uint unit = (uint)System.Numerics.BigInteger.GreatestCommonDivisor(traps.Count == 0 ? 0 : traps.PcUnit, map.Count == 0 ? 0 : map.PcUnit);
        unit = Math.Max(unit, 1);
        uint previousPc = 0;
        long previousValue = 0;
        for (int trap = 0, entry = 0; trap < traps.Count || entry < map.Count;)
        {
            uint pc = Math.Min(trap < traps.Count ? traps.Pcs[trap] : uint.MaxValue, entry < map.Count ? map.Pcs[entry] : uint.MaxValue);
            ulong code = trap < traps.Count && traps.Pcs[trap] == pc ? traps.Values[trap++] + 1UL : NoPart;
            ulong position = entry < map.Count && map.Pcs[entry] == pc ? ValuePart(map, entry++, ref previousValue) : NoPart;
            tokens.Add(Token((pc - previousPc) / unit, position, code));
            previousPc = pc;
        }

        return [.. tokens];
    }

    private static ulong ValuePart(PcTable table, int entry, ref long previous)
    {
        uint value = table.Values[entry];
        if (table.Kind.Rule == LookupRule.Exact)
        {
            return value + 2UL;
        }

        if (value == TableKind.None)
        {
            return NonePart;
        }

        long step = value - previous;
        previous = value;
        return (ulong)((step << 1) ^ (step >> 63)) + 2;
    }

    /// <summary>Folds the parts: they differ in no two tokens but by chance of 2^-64, for parts that do not fit side by side.</summary>
    private static ulong Token(ulong delta, ulong value, ulong code) =>
        delta < 1 << 20 && value < 1UL << 35 ? (delta << 44) | (value << 9) | code : ulong.MaxValue - ((delta * 0x9e3779b97f4a7c15) ^ (value * 0xc2b2ae3d27d4eb4f) ^ code);
}
