namespace EncodingLab.Encodings.Primitives;

/// <summary>A binary tree with a symbol at each leaf, the likely ones near the root: a symbol is the bits of its path.</summary>
/// <remarks>Source: Huffman 1952. Of equal weights the one that came first is joined first, so that all machines agree.</remarks>
internal sealed class MixedTree
{
    private const int Leaf = 1 << 8;

    private readonly ushort[] _children;
    private readonly ushort[] _parents;

    /// <summary>Joins the two lightest until one is left.</summary>
    /// <param name="weights">At most 255, all above 0.</param>
    public MixedTree(ReadOnlySpan<ulong> weights)
    {
        _children = new ushort[2 * Math.Max(weights.Length - 1, 1)];
        _parents = new ushort[Leaf + weights.Length];
        Span<ulong> weight = stackalloc ulong[weights.Length];
        Span<ushort> roots = stackalloc ushort[weights.Length];
        weights.CopyTo(weight);
        for (int i = 0; i < roots.Length; i++)
        {
            roots[i] = (ushort)(Leaf | i);
        }

        for (int left = roots.Length; left > 1; left--)
        {
            TakeLightest(weight[..left], roots[..left], out ulong lighter, out ushort right);
            TakeLightest(weight[..(left - 1)], roots[..(left - 1)], out ulong light, out ushort other);
            int node = weights.Length - left;
            (_children[2 * node], _children[(2 * node) + 1]) = (other, right);
            _parents[other] = (ushort)(2 * node);
            _parents[right] = (ushort)((2 * node) + 1);
            (weight[left - 2], roots[left - 2]) = (light + lighter, (ushort)node);
        }

        Root = roots[0];
    }

    /// <summary>Where paths begin.</summary>
    public int Root { get; }

    /// <summary>Nodes with two children; each comes after its children.</summary>
    public int Nodes => _children.Length / 2;

    public static bool IsLeaf(int node) => node >= Leaf;

    public static int SymbolOf(int leaf) => leaf - Leaf;

    public int Child(int node, int bit) => _children[(2 * node) + bit];

    /// <summary>The bits on the way to a symbol: the first is the lowest.</summary>
    public ulong PathTo(int symbol)
    {
        ulong path = 0;
        for (int node = Leaf | symbol; node != Root; node = _parents[node] >> 1)
        {
            path = (path << 1) | (_parents[node] & 1u);
        }

        return path;
    }

    // Closes the gap with the last one.
    private static void TakeLightest(Span<ulong> weights, Span<ushort> roots, out ulong weight, out ushort root)
    {
        int best = 0;
        for (int i = 1; i < weights.Length; i++)
        {
            best = weights[i] < weights[best] ? i : best;
        }

        (weight, root) = (weights[best], roots[best]);
        (weights[best], roots[best]) = (weights[^1], roots[^1]);
    }
}
