using System.Numerics;
using System.Runtime.InteropServices;

namespace EncodingLab.Tables;

/// <summary>How small a table's stream of tokens could be coded: bounds to hold encodings against, not sizes that a reader answers from.</summary>
/// <remarks>
/// A token is an entry as one symbol: for a covering table (pc delta / unit, difference to the previous position that was not none, or <em>none</em>), for others
/// (pc delta / unit, value). Deltas run across the whole table, the first from 0; the unit is <see cref="PcTable.PcUnit"/>. Symbols are counted as wholes, so that what the two
/// halves tell about each other is in the bound. Source of the definition: the project's goals (bytes against H0).
/// </remarks>
public static class TokenEntropy
{
    /// <summary>H0, in bytes: entries times the empirical entropy of the tokens. The list of tokens and their counts is not paid for: no order-0 coder of these tokens gets below.</summary>
    public static double OrderZeroBytes(PcTable table)
    {
        var counts = new int[TokensOf(table, out int[] tokens).Count];
        foreach (int token in tokens)
        {
            counts[token]++;
        }

        return counts.Sum(count => -count * Math.Log2((double)count / tokens.Length)) / 8;
    }

    /// <summary>H0 of a kind, in bytes; for a joint kind the sum of its tables.</summary>
    public static double OrderZeroBytes(CodeTables tables, TableKind kind) => kind.Questions.Sum(question => OrderZeroBytes(tables[question]));

    /// <summary>
    /// One token of context, in bytes: the length of an adaptive code that knows the token before, and learns as it goes. Nothing is known beforehand, so that it could be decoded.
    /// </summary>
    /// <remarks>
    /// Prediction by partial matching, escapes by method C without exclusion (A. Moffat, 1990): a token seen before behind the same token costs by its count there; else an escape,
    /// and by its count in the table so far; else another escape and the Elias gamma codes of its two halves. Since it learns, it may lie above H0 on small tables.
    /// </remarks>
    public static double OrderOneBytes(PcTable table)
    {
        List<(uint Pc, long Value)> alphabet = TokensOf(table, out int[] tokens);
        var pairs = new Dictionary<ulong, int>();
        var behind = new (int Total, int Distinct)[alphabet.Count + 1];
        var counts = new int[alphabet.Count];
        var whole = (Total: 0, Distinct: 0);
        int context = alphabet.Count;
        double bits = 0;
        foreach (int token in tokens)
        {
            ref int pair = ref CollectionsMarshal.GetValueRefOrAddDefault(pairs, ((ulong)(uint)context << 32) | (uint)token, out _);
            bool known = Charge(ref behind[context], ref pair, ref bits);
            if (!known && !Charge(ref whole, ref counts[token], ref bits))
            {
                bits += GammaBits(alphabet[token].Pc) + GammaBits((ulong)((alphabet[token].Value << 1) ^ (alphabet[token].Value >> 63)));
            }

            context = token;
        }

        return bits / 8;
    }

    /// <summary>The same for a kind; for a joint kind the sum of its tables.</summary>
    public static double OrderOneBytes(CodeTables tables, TableKind kind) => kind.Questions.Sum(question => OrderOneBytes(tables[question]));

    /// <summary>Pays for a symbol or for an escape, then counts the symbol; whether it had been seen.</summary>
    private static bool Charge(ref (int Total, int Distinct) context, ref int count, ref double bits)
    {
        bool known = count > 0;
        if (context.Total > 0)
        {
            bits -= Math.Log2((double)(known ? count : context.Distinct) / (context.Total + context.Distinct));
        }

        context = (context.Total + 1, context.Distinct + (known ? 0 : 1));
        count++;
        return known;
    }

    private static int GammaBits(ulong value) => (2 * BitOperations.Log2(value + 1)) + 1;

    /// <summary>The distinct tokens in order of appearance, and each entry's as an index of them. None is a value below every difference.</summary>
    private static List<(uint Pc, long Value)> TokensOf(PcTable table, out int[] tokens)
    {
        const long None = -1L << 33;
        bool covering = table.Kind.Rule == LookupRule.Covering;
        var numbers = new Dictionary<(uint Pc, long Value), int>();
        var alphabet = new List<(uint Pc, long Value)>();
        tokens = new int[table.Count];
        uint unit = table.PcUnit;
        uint previousPc = 0;
        long previousValue = 0;
        for (int i = 0; i < tokens.Length; i++)
        {
            long value = table.Values[i];
            bool none = covering && value == TableKind.None;
            var token = ((table.Pcs[i] - previousPc) / unit, none ? None : covering ? value - previousValue : value);
            previousPc = table.Pcs[i];
            previousValue = none ? previousValue : value;
            ref int number = ref CollectionsMarshal.GetValueRefOrAddDefault(numbers, token, out bool exists);
            if (!exists)
            {
                number = alphabet.Count;
                alphabet.Add(token);
            }

            tokens[i] = number;
        }

        return alphabet;
    }
}
