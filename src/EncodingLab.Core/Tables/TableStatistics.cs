namespace EncodingLab.Tables;

/// <summary>What a table's entries look like: the facts that an encoding bets on.</summary>
/// <param name="Entries">Number of entries.</param>
/// <param name="Ties">Entries whose pc equals their predecessor's.</param>
/// <param name="None">Entries of <see cref="TableKind.None"/> (covering tables).</param>
/// <param name="PcUnit">Greatest common divisor of the pcs.</param>
/// <param name="PcDeltaBits">Entries by bit length of the pc delta: index 0 counts deltas of 0, index k those of k bits.</param>
/// <param name="ValueDeltaBits">The same for the zigzag difference to the previous value that was not none (covering tables).</param>
/// <param name="Values">Entries by value, for tables of one-byte values (trap codes); else empty.</param>
public sealed record TableStatistics(
    int Entries, int Ties, int None, uint PcUnit, IReadOnlyList<int> PcDeltaBits, IReadOnlyList<int> ValueDeltaBits, IReadOnlyDictionary<uint, int> Values)
{
    /// <summary>Share of entries that are none, 0 to 1.</summary>
    public double NoneShare => Entries == 0 ? 0 : (double)None / Entries;

    /// <summary>Walks the table once.</summary>
    public static TableStatistics Of(PcTable table)
    {
        bool covering = table.Kind.Rule == LookupRule.Covering;
        int ties = 0;
        int none = 0;
        var pcDeltaBits = new int[33];
        var valueDeltaBits = new int[34];
        var values = new int[256];
        uint previousPc = 0;
        long previousValue = 0;
        for (int i = 0; i < table.Count; i++)
        {
            uint delta = table.Pcs[i] - previousPc;
            ties += i > 0 && delta == 0 ? 1 : 0;
            pcDeltaBits[32 - System.Numerics.BitOperations.LeadingZeroCount(delta)]++;
            previousPc = table.Pcs[i];
            uint value = table.Values[i];
            if (table.Kind.ValueBytes == 1)
            {
                values[value]++;
            }
            else if (covering && value == TableKind.None)
            {
                none++;
            }
            else
            {
                long step = value - previousValue;
                ulong zigzag = (ulong)((step << 1) ^ (step >> 63));
                valueDeltaBits[64 - System.Numerics.BitOperations.LeadingZeroCount(zigzag)]++;
                previousValue = value;
            }
        }

        var byValue = Enumerable.Range(0, 256).Where(value => values[value] > 0).ToDictionary(value => (uint)value, value => values[value]);
        return new(table.Count, ties, none, table.PcUnit, pcDeltaBits, valueDeltaBits, byValue);
    }
}
