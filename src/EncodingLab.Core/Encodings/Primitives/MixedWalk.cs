namespace EncodingLab.Encodings.Primitives;

/// <summary>Codes the entries of a page one after the other, writing or reading: each bit of a symbol's path by a mix of static and adaptive chances.</summary>
internal ref struct MixedWalk<TCoder>(MixedState state, TCoder coder, Span<ushort> slots, bool learns)
    where TCoder : struct, IBitCoder, allows ref struct
{
    private const uint Scatter = 0x9e37_79b1;

    private readonly Span<ushort> _slots = slots;
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
        (uint older, uint oldest) = (Hash((uint)history.Older, (uint)_olderStep), (uint)_oldest);
        uint pair = Hash((uint)history.Value, (uint)history.Step);
        scoped ReadOnlySpan<uint> contexts = [1, 2 + (uint)history.Value, Hash(3, pair), Hash(4 + (uint)history.Value, (uint)history.Older), Hash(Hash(5, pair), Hash(older, oldest))];
        value = Symbol(0, state.Values, model.Map[EchoContexts.OfValue(history)], contexts, value);
        valueExtra = Coder.Plain(valueExtra, EchoSymbol.WidthOf(model.Symbols[value]));

        uint own = (uint)value << 16;
        contexts = [own + 6, Hash(own + 7, (uint)history.Step), Hash(own + 8, (uint)history.Value), Hash(own + 9, pair), Hash(Hash(own + 10, pair), older)];
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

    // The path of a symbol, a bit a turn. One idea, so longer than most.
    private int Symbol(int stream, MixedTree tree, int cluster, scoped ReadOnlySpan<uint> contexts, int symbol)
    {
        ReadOnlySpan<short> statics = state.OddsOf(stream, cluster);
        Span<int> odds = stackalloc int[MixedWeights.Inputs];
        Span<int> used = stackalloc int[MixedWeights.Inputs];
        Span<int> places = stackalloc int[MixedWeights.Inputs];
        ulong path = learns || typeof(TCoder) == typeof(BitEncoder) ? tree.PathTo(symbol) : 0;
        int node = tree.Root;
        for (int depth = 0; !MixedTree.IsLeaf(node); depth++)
        {
            int set = MixedWeights.Set(stream, depth);
            ReadOnlySpan<int> weights = state.Weights.OfSet(set);
            long sum = 0;
            for (int i = 1; i < MixedWeights.Inputs; i++)
            {
                places[i] = (int)(((contexts[i - 1] + ((uint)node * Scatter)) * 0xc2b2_ae35) >> (32 - state.SlotBits));
                ushort slot = _slots[places[i]];
                odds[i] = Logistic.Stretch(AdaptiveBit.Chance(slot));
                used[i] = MixedWeights.Of(i, AdaptiveBit.Seen(slot));
                sum += (long)odds[i] * weights[used[i]];
            }

            odds[0] = statics[node];
            used[0] = MixedWeights.Of(0, AdaptiveBit.Seen(_slots[places[2]]));
            sum += (long)odds[0] * weights[used[0]];
            int chance = Logistic.Squash((int)(sum >> 16));
            int bit = Coder.Code((int)path & 1, chance << 4);
            if (learns)
            {
                state.Weights.Learn(set, used, odds, (bit << 12) - chance);
            }

            for (int i = 1; i < MixedWeights.Inputs; i++)
            {
                _slots[places[i]] = AdaptiveBit.Learn(_slots[places[i]], bit);
            }

            path >>= 1;
            node = tree.Child(node, bit);
        }

        return MixedTree.SymbolOf(node);
    }
}
