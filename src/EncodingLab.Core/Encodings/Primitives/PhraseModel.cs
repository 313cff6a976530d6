using System.Numerics;
using System.Runtime.InteropServices;

namespace EncodingLab.Encodings.Primitives;

/// <summary>Writes trained symbols as bytes and opens them: as records that are used as they stand, or packed and expanded at open.</summary>
/// <remarks>
/// <code>
/// in place: a PhraseTable
/// packed  : tokens : u16, levels : u8, then bits, most significant first:
///           per token, in order of its key: gamma(gap of the keys), the first from -1; length : 4 bits (0 = none, else length - 3)
///           per level: gamma(phrases + 1), then per phrase, in order of its halves: gamma(gap of the first half + 1), second half : as many bits as
///           the number of symbols before the level takes, length : 4 bits; then zeros to the next byte
/// </code>
/// A phrase's level is one above its halves'. Codes are given by length; within a length in the order above.
/// </remarks>
internal static class PhraseModel
{
    /// <summary>Symbols that the packed form can expand to within the allowance of an open.</summary>
    public const int MaxPackedSymbols = 8000;

    private const int LengthBias = 3;
    private const int MaxLevels = 64;

    /// <summary>Record numbers of symbols: by code, those without one last.</summary>
    public static int[] Numbers(ReadOnlySpan<byte> lengths, Span<int> perLength)
    {
        var numbers = new int[lengths.Length];
        NumberInto(lengths, perLength, numbers);
        return numbers;
    }

    /// <summary>Writes the form that is used as it stands.</summary>
    public static void WriteInPlace(PhraseCode code, ByteWriter output)
    {
        Span<int> perLength = stackalloc int[CanonicalCode.MaxLength + 1];
        int[] numbers = Numbers(code.Lengths, perLength);
        var records = new ulong[numbers.Length];
        for (int symbol = 0; symbol < numbers.Length; symbol++)
        {
            (int first, int second) = code.Pairs[symbol] is { } pair ? (numbers[pair.First] + 1, numbers[pair.Second] + 1) : (0, 0);
            records[numbers[symbol]] = PhraseRecord.Pack(code.Symbols[symbol], first, second);
        }

        PhraseTable.WriteHead(perLength, output.Reserve(PhraseTable.HeadBytes));
        foreach (ulong record in records)
        {
            output.WriteUInt64(record);
        }
    }

    /// <summary>Opens the in-place form; false where it is too short.</summary>
    public static bool TryOpenInPlace(ReadOnlySpan<byte> bytes, out PhraseTable table)
    {
        bool fits = bytes.Length >= PhraseTable.HeadBytes;
        table = fits ? new(bytes) : default;
        return fits;
    }

    /// <summary>Writes the packed form.</summary>
    public static void WritePacked(PhraseCode code, ByteWriter output)
    {
        int[] levels = PhraseOrder.Levels(code.Pairs);
        int tokens = levels.Count(level => level == 0);
        int top = levels.DefaultIfEmpty(0).Max();
        output.WriteUInt16((ushort)tokens);
        output.WriteByte((byte)top);
        var bits = new BitBuffer();
        long previous = -1;
        for (int symbol = 0; symbol < tokens; symbol++)
        {
            uint key = PhraseOrder.Key(code.Symbols[symbol]);
            AppendGamma(bits, (uint)(key - previous));
            previous = key;
            AppendLength(bits, code.Lengths[symbol]);
        }

        for (int level = 1, start = tokens; level <= top; level++)
        {
            int count = levels.Count(other => other == level);
            AppendGamma(bits, (uint)count + 1);
            int first = 0;
            for (int symbol = start; symbol < start + count; symbol++)
            {
                PhrasePair pair = code.Pairs[symbol]!.Value;
                AppendGamma(bits, (uint)(pair.First - first) + 1);
                first = pair.First;
                bits.Append((uint)pair.Second, BitOperations.Log2((uint)start - 1) + 1);
                AppendLength(bits, code.Lengths[symbol]);
            }

            start += count;
        }

        output.Write(bits.Bytes);
    }

    /// <summary>Expands the packed form; false where it contradicts itself.</summary>
    public static bool TryOpenPacked(ReadOnlySpan<byte> bytes, PhraseRules rules, out PhraseTable table)
    {
        table = default;
        Span<uint> symbols = stackalloc uint[MaxPackedSymbols];
        Span<uint> halves = stackalloc uint[MaxPackedSymbols];
        Span<byte> lengths = stackalloc byte[MaxPackedSymbols];
        int count = ReadPacked(bytes, rules, symbols, halves, lengths);
        Span<int> perLength = stackalloc int[CanonicalCode.MaxLength + 1];
        if (count < 0)
        {
            return false;
        }

        Span<int> numbers = stackalloc int[count];
        NumberInto(lengths[..count], perLength, numbers);
        if (!PhraseTable.Fit(perLength, count))
        {
            return false;
        }

        Span<byte> model = new byte[PhraseTable.Bytes(count)];
        PhraseTable.WriteHead(perLength, model);
        Span<ulong> records = MemoryMarshal.Cast<byte, ulong>(model[PhraseTable.HeadBytes..]);
        for (int symbol = 0; symbol < count; symbol++)
        {
            (int first, int second) = halves[symbol] == 0 ? (0, 0) : (numbers[(int)(halves[symbol] & 0xffff)] + 1, numbers[(int)(halves[symbol] >> 16) - 1] + 1);
            records[numbers[symbol]] = PhraseRecord.Pack(PhraseSymbol.Unpack(symbols[symbol]), first, second);
        }

        table = new(model);
        return true;
    }

    // Halves are kept as first | (second + 1) << 16, so that 0 says "no phrase". One idea, so longer than most.
    private static int ReadPacked(ReadOnlySpan<byte> bytes, PhraseRules rules, Span<uint> symbols, Span<uint> halves, Span<byte> lengths)
    {
        if (bytes.Length < 3)
        {
            return -1;
        }

        int count = bytes[0] | (bytes[1] << 8);
        int levels = bytes[2];
        var bits = new BitCursor(bytes[3..]);
        long key = -1;
        for (int symbol = 0; symbol < count && count <= MaxPackedSymbols; symbol++)
        {
            uint gap = bits.ReadGamma();
            key += gap;
            lengths[symbol] = Length(bits.Read(4));
            halves[symbol] = 0;
            PhraseSymbol token = PhraseOrder.Token((uint)key);
            symbols[symbol] = token.Pack();
            if (gap == 0 || key > uint.MaxValue || token.Flavour >= rules.Flavours || lengths[symbol] > CanonicalCode.MaxLength)
            {
                return -1;
            }
        }

        for (int level = 0; level < levels && levels <= MaxLevels && count <= MaxPackedSymbols; level++)
        {
            long added = (long)bits.ReadGamma() - 1;
            int before = count;
            long first = 0;
            for (long i = 0; i < added && added <= MaxPackedSymbols - before; i++, count++)
            {
                first += (long)bits.ReadGamma() - 1;
                uint second = bits.Read(BitOperations.Log2((uint)before - 1) + 1);
                lengths[count] = Length(bits.Read(4));
                if (first < 0 || first >= before || second >= before || lengths[count] > CanonicalCode.MaxLength
                    || !rules.TryJoin(symbols[(int)first], symbols[(int)second], out uint joined))
                {
                    return -1;
                }

                symbols[count] = joined;
                halves[count] = (uint)first | ((second + 1) << 16);
            }

            if (count != before + added)
            {
                return -1;
            }
        }

        return bits.IsWithin && count <= MaxPackedSymbols && levels <= MaxLevels ? count : -1;
    }

    private static void NumberInto(ReadOnlySpan<byte> lengths, Span<int> perLength, Span<int> numbers)
    {
        perLength.Clear();
        foreach (byte length in lengths)
        {
            perLength[length]++;
        }

        Span<int> next = stackalloc int[CanonicalCode.MaxLength + 1];
        int total = 0;
        for (int length = 1; length <= CanonicalCode.MaxLength; length++)
        {
            next[length] = total;
            total += perLength[length];
        }

        next[0] = total;
        perLength[0] = 0;
        for (int symbol = 0; symbol < lengths.Length; symbol++)
        {
            numbers[symbol] = next[lengths[symbol]]++;
        }
    }

    private static byte Length(uint field) => field == 0 ? (byte)0 : (byte)(field + LengthBias);

    private static void AppendLength(BitBuffer bits, byte length) => bits.Append(length == 0 ? 0u : (uint)(length - LengthBias), 4);

    private static void AppendGamma(BitBuffer bits, uint value)
    {
        int zeros = BitOperations.Log2(value);
        bits.Append(0, zeros);
        bits.Append(value, zeros + 1);
    }
}
