namespace EncodingLab.Encodings.Primitives;

/// <summary>The model as a reader holds it, expanded from the bytes at open.</summary>
internal sealed class EchoState
{
    private readonly byte[] _widths;

    private EchoState(ReadOnlySpan<byte> header)
    {
        AddressBits = header[0];
        _widths = header.Slice(1, 8).ToArray();
    }

    /// <summary>Where symbols of pc steps begin.</summary>
    public const int FirstStep = 256;

    /// <summary>Bytes of state before the code tables.</summary>
    public const int MapBytes = EchoContexts.Values + EchoContexts.Steps;

    /// <summary>Width of an echo's address.</summary>
    public int AddressBits { get; }

    /// <summary>Packed symbols: 256 of position steps, so that any byte may index them, then those of pc steps.</summary>
    public ulong[] Symbols { get; } = new ulong[2 * FirstStep];

    /// <summary>Clusters of the contexts of position steps, then of pc steps.</summary>
    public byte[] Map { get; } = new byte[MapBytes];

    public EchoCodes Codes { get; private set; } = null!;

    /// <summary>Expands a model; null where it contradicts itself.</summary>
    public static EchoState? Open(ReadOnlySpan<byte> model)
    {
        if (model.Length < EchoModel.HeaderBytes || model[0] > 31 || model.Slice(1, 8).IndexOfAnyExceptInRange((byte)0, (byte)32) >= 0)
        {
            return null;
        }

        (int values, int valueClusters, int steps, int stepClusters) = (model[9], model[10], model[11], model[12]);
        if (values == 0 || steps == 0 || valueClusters is 0 or > EchoModel.MaxClusters || stepClusters is 0 or > EchoModel.MaxClusters)
        {
            return null;
        }

        var state = new EchoState(model);
        var bits = new BitCursor(model[EchoModel.HeaderBytes..]);
        state.Symbols[0] = EchoSymbol.Echo.Pack();
        Span<byte> valueLengths = stackalloc byte[values * valueClusters];
        Span<byte> stepLengths = stackalloc byte[steps * stepClusters];
        bool fits = EchoModel.TryReadSymbols(ref bits, state.Symbols.AsSpan(1, values - 1)) && EchoModel.TryReadSymbols(ref bits, state.Symbols.AsSpan(FirstStep, steps))
            && EchoModel.TryReadMap(ref bits, state.Map.AsSpan(0, EchoContexts.Values), 0, valueClusters)
            && EchoModel.TryReadMap(ref bits, state.Map.AsSpan(EchoContexts.Values), valueClusters, stepClusters)
            && EchoModel.TryReadLengths(ref bits, valueLengths, values) && EchoModel.TryReadLengths(ref bits, stepLengths, steps);
        if (!fits || EchoCodes.Build(valueLengths, valueClusters, stepLengths, stepClusters) is not { } codes)
        {
            return null;
        }

        state.Codes = codes;
        return state;
    }

    public int PcWidth(int choice) => _widths[choice];

    public int ValueWidth(int choice) => _widths[4 + choice];
}
