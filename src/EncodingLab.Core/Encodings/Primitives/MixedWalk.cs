using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace EncodingLab.Encodings.Primitives;

/// <summary>Codes the entries of a page one after the other, writing or reading: each bit of a symbol's path by a mix of static and adaptive chances.</summary>
internal ref struct MixedWalk<TCoder>(MixedState state, TCoder coder, Span<ushort> slots, bool learns)
    where TCoder : struct, IBitCoder, allows ref struct
{
    private const uint Scatter = 0x9e37_79b1;

    private readonly Span<ushort> _slots = slots;
    private readonly int _slotShift = 32 - state.SlotBits;
    private EchoHistory _history = EchoHistory.PageStart;
    private int _olderStep;
    private int _oldest;

    /// <summary>What writes or reads the bits.</summary>
    public TCoder Coder = coder;

    /// <summary>Codes an entry; symbols and extra bits are not looked at where it reads.</summary>
    public (int Value, uint ValueExtra, int Step, uint StepExtra) Entry(int value, uint valueExtra, int step, uint stepExtra)
    {
        ContextModel model = state.Model;
        EchoHistory history = _history;
        uint older = Hash((uint)history.Older, (uint)_olderStep);
        uint pair = Hash((uint)history.Value, (uint)history.Step);
        var contexts = new Contexts(1, 2 + (uint)history.Value, Hash(3, pair), Hash(4 + (uint)history.Value, (uint)history.Older), Hash(Hash(5, pair), Hash(older, (uint)_oldest)));
        value = Symbol(0, state.Values, model.Map[EchoContexts.OfValue(history)], contexts, value);
        valueExtra = Coder.Plain(valueExtra, EchoSymbol.WidthOf(model.Symbols[value]));

        uint own = (uint)value << 16;
        contexts = new(own + 6, Hash(own + 7, (uint)history.Step), Hash(own + 8, (uint)history.Value), Hash(own + 9, pair), Hash(Hash(own + 10, pair), older));
        step = Symbol(1, state.Steps, model.Map[EchoContexts.Values + EchoContexts.OfStep(value, history)], contexts, step);
        stepExtra = Coder.Plain(stepExtra, EchoSymbol.WidthOf(model.Symbols[ContextModel.FirstStep + step]));

        (_oldest, _olderStep, _history) = (history.Older, history.Step, history.Then(value, step));
        return (value, valueExtra, step, stepExtra);
    }

    private static uint Hash(uint a, uint b)
    {
        uint hash = ((a * Scatter) ^ b) * 0x85eb_ca6b;
        return hash ^ (hash >> 15);
    }

    // There are as many slots as the shift leaves numbers.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly ref ushort Slot(uint context, int node) =>
        ref Unsafe.Add(ref MemoryMarshal.GetReference(_slots), ((context + ((uint)node * Scatter)) * 0xc2b2_ae35) >> _slotShift);

    // The path of a symbol, a bit a turn. One idea, so longer than most.
    private int Symbol(int stream, MixedTree tree, int cluster, Contexts contexts, int symbol)
    {
        ReadOnlySpan<short> statics = state.OddsOf(stream, cluster);
        ulong path = typeof(TCoder) == typeof(BitDecoder) ? 0 : tree.PathTo(symbol);
        int node = tree.Root;
        for (int depth = 0; !MixedTree.IsLeaf(node); depth++)
        {
            int set = MixedWeights.Set(stream, depth);
            ReadOnlySpan<int> weights = state.Weights.OfSet(set);
            ref ushort first = ref Slot(contexts.First, node);
            ref ushort second = ref Slot(contexts.Second, node);
            ref ushort third = ref Slot(contexts.Third, node);
            ref ushort fourth = ref Slot(contexts.Fourth, node);
            ref ushort fifth = ref Slot(contexts.Fifth, node);
            PerInput odds = new(statics[node], Of(first), Of(second), Of(third), Of(fourth), Of(fifth));
            PerInput used = new(Weight(0, second), Weight(1, first), Weight(2, second), Weight(3, third), Weight(4, fourth), Weight(5, fifth));
            int sum = (odds.Static * weights[used.Static]) + (odds.First * weights[used.First]) + (odds.Second * weights[used.Second])
                + (odds.Third * weights[used.Third]) + (odds.Fourth * weights[used.Fourth]) + (odds.Fifth * weights[used.Fifth]);
            int chance = Logistic.Squash(sum >> 16);
            int bit = Coder.Code((int)path & 1, chance << 4);
            if (learns)
            {
                state.Weights.Learn(set, used.All, odds.All, (bit << 12) - chance);
            }

            first = AdaptiveBit.Learn(first, bit);
            second = AdaptiveBit.Learn(second, bit);
            third = AdaptiveBit.Learn(third, bit);
            fourth = AdaptiveBit.Learn(fourth, bit);
            fifth = AdaptiveBit.Learn(fifth, bit);
            path >>= 1;
            node = tree.Child(node, bit);
        }

        return MixedTree.SymbolOf(node);
    }

    private static int Of(ushort slot) => Logistic.Stretch(AdaptiveBit.Chance(slot));

    private static int Weight(int input, ushort slot) => MixedWeights.Of(input, AdaptiveBit.Seen(slot));

    private readonly record struct Contexts(uint First, uint Second, uint Third, uint Fourth, uint Fifth);

    /// <summary>A number for each prediction.</summary>
    private readonly record struct PerInput(int Static, int First, int Second, int Third, int Fourth, int Fifth)
    {
        public int[] All => [Static, First, Second, Third, Fourth, Fifth];
    }
}
