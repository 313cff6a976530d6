using System.Runtime.InteropServices;

namespace EncodingLab.Tables;

/// <summary>How few bytes a token stream could take: yardsticks, never encodings. Nothing answers a lookup from them.</summary>
public static class TokenEntropy
{
    /// <summary>
    /// Order-0 entropy in bytes: each token at its own frequency in this stream, the frequencies given for nothing. No code that looks at single tokens is shorter.
    /// </summary>
    public static long Order0Bytes(ReadOnlySpan<ulong> tokens)
    {
        var counts = new Dictionary<ulong, int>();
        foreach (ulong token in tokens)
        {
            CollectionsMarshal.GetValueRefOrAddDefault(counts, token, out _)++;
        }

        double bits = 0;
        foreach (int count in counts.Values)
        {
            bits -= count * Math.Log2((double)count / tokens.Length);
        }

        return (long)Math.Ceiling(bits / 8);
    }

    /// <summary>
    /// The length in bytes of an adaptive code of single tokens: the order-0 entropy and what it costs to learn the frequencies, which on small tables is a good part of the whole.
    /// Mixing and new tokens as in <see cref="Order1Bytes"/>.
    /// </summary>
    public static long Order0AdaptiveBytes(ReadOnlySpan<ulong> tokens)
    {
        var counts = new Dictionary<ulong, int>();
        double bits = 0;
        for (int i = 0; i < tokens.Length; i++)
        {
            bits -= Math.Log2(Order0(counts, tokens[i], i));
        }

        return (long)Math.Ceiling(bits / 8);
    }

    /// <summary>
    /// The length in bytes of an adaptive code that knows one token before: an honest figure that a decoder could follow, nothing given for nothing.
    /// Counts of the context are mixed with those of the whole by the number of different tokens seen (Witten and Bell), and a token never seen costs its bits.
    /// </summary>
    /// <remarks>Source of the mixing rule: Witten, Bell, "The zero-frequency problem", IEEE Transactions on Information Theory 37 (1991), method C.</remarks>
    public static long Order1Bytes(ReadOnlySpan<ulong> tokens)
    {
        var pairs = new Dictionary<(ulong, ulong), int>();
        var contexts = new Dictionary<ulong, (int Total, int Distinct)>();
        var singles = new Dictionary<ulong, int>();
        double bits = 0;
        ulong previous = 0;
        for (int i = 0; i < tokens.Length; i++)
        {
            ulong token = tokens[i];
            double order0 = Order0(singles, token, i);
            ref (int Total, int Distinct) context = ref CollectionsMarshal.GetValueRefOrAddDefault(contexts, previous, out _);
            ref int pair = ref CollectionsMarshal.GetValueRefOrAddDefault(pairs, (previous, token), out bool paired);
            double order1 = context.Total == 0 ? order0 : (pair + (context.Distinct * order0)) / (context.Total + context.Distinct);
            bits -= Math.Log2(order1);
            context = (context.Total + 1, context.Distinct + (paired ? 0 : 1));
            pair++;
            previous = token;
        }

        return (long)Math.Ceiling(bits / 8);
    }

    /// <summary>How likely a token is after those counted so far, which it then joins.</summary>
    private static double Order0(Dictionary<ulong, int> counts, ulong token, int seen)
    {
        ref int count = ref CollectionsMarshal.GetValueRefOrAddDefault(counts, token, out bool known);
        int distinct = counts.Count - (known ? 0 : 1);
        double fresh = Math.ScaleB(1, -TokenBits(token));
        double likely = seen == 0 ? fresh : (count + (distinct * fresh)) / (seen + distinct);
        count++;
        return likely;
    }

    /// <summary>Bits of a token that was never seen: its parts in an Elias gamma code.</summary>
    private static int TokenBits(ulong token)
    {
        static int Gamma(ulong value) => (2 * (63 - System.Numerics.BitOperations.LeadingZeroCount(value + 1))) + 1;
        return Gamma(token >> 44) + Gamma((token >> 9) & 0x7_ffff_ffff) + Gamma(token & 0x1ff);
    }
}
