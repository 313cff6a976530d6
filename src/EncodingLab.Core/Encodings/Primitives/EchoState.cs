namespace EncodingLab.Encodings.Primitives;

/// <summary>The model as a reader holds it, expanded from the bytes at open.</summary>
internal sealed class EchoState
{
    private const int ShortTablesFrom = 56;

    private readonly byte[] _widths;

    private EchoState(ReadOnlySpan<byte> header)
    {
        Contexts = new(header[0], header[1]);
        AddressBits = header[2];
        _widths = header.Slice(3, 8).ToArray();
        (ValueSymbols, StepSymbols) = (new ulong[256], new ulong[256]);
        (ValueMap, StepMap) = (new byte[Contexts.Values], new byte[Contexts.Steps]);
    }

    public EchoContexts Contexts { get; }

    public int AddressBits { get; }

    /// <summary>Packed symbols of position steps, 256 so that any byte may index them.</summary>
    public ulong[] ValueSymbols { get; }

    /// <summary>Packed symbols of pc steps.</summary>
    public ulong[] StepSymbols { get; }

    public byte[] ValueMap { get; }

    public byte[] StepMap { get; }

    public EchoCodes Values { get; private set; } = null!;

    public EchoCodes Steps { get; private set; } = null!;

    /// <summary>Expands a model; null where it contradicts itself.</summary>
    public static EchoState? Open(ReadOnlySpan<byte> model)
    {
        if (model.Length < EchoModel.HeaderBytes || model[0] is < 2 or > EchoContexts.MaxKept || model[1] is < 1 or > EchoContexts.MaxOlder || model[1] > model[0]
            || model[2] > 31 || model.Slice(3, 8).IndexOfAnyExceptInRange((byte)0, (byte)32) >= 0)
        {
            return null;
        }

        (int values, int valueClusters, int steps, int stepClusters) = (model[11], model[12], model[13], model[14]);
        if (values == 0 || steps == 0 || valueClusters is 0 or > EchoModel.MaxClusters || stepClusters is 0 or > EchoModel.MaxClusters)
        {
            return null;
        }

        var state = new EchoState(model);
        var bits = new BitCursor(model[EchoModel.HeaderBytes..]);
        state.ValueSymbols[0] = EchoSymbol.Echo.Pack();
        Span<byte> valueLengths = stackalloc byte[values * valueClusters];
        Span<byte> stepLengths = stackalloc byte[steps * stepClusters];
        bool fits = EchoModel.TryReadSymbols(ref bits, state.ValueSymbols.AsSpan(1, values - 1)) && EchoModel.TryReadSymbols(ref bits, state.StepSymbols.AsSpan(0, steps))
            && EchoModel.TryReadMap(ref bits, state.ValueMap, valueClusters) && EchoModel.TryReadMap(ref bits, state.StepMap, stepClusters)
            && EchoModel.TryReadLengths(ref bits, valueLengths) && EchoModel.TryReadLengths(ref bits, stepLengths);
        int fastBits = valueClusters + stepClusters <= ShortTablesFrom ? 8 : 7;
        if (!fits || EchoCodes.Build(valueLengths, valueClusters, fastBits) is not { } valueCodes || EchoCodes.Build(stepLengths, stepClusters, fastBits) is not { } stepCodes)
        {
            return null;
        }

        (state.Values, state.Steps) = (valueCodes, stepCodes);
        return state;
    }

    public int PcWidth(int choice) => _widths[choice];

    public int ValueWidth(int choice) => _widths[4 + choice];
}
