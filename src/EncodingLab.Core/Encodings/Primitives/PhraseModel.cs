using System.Numerics;

namespace EncodingLab.Encodings.Primitives;

/// <summary>Writes trained symbols as bytes and opens them: as records that are used as they stand, or packed and expanded at open.</summary>
/// <remarks>
/// <code>
/// in place: a PhraseTable
/// packed  : tokens : u16, levels : u8, then bits, most significant first:
///           three codes of small numbers (FieldCode): lengths of tokens' codes and of phrases', both 0 for none or else length - 3, and bit lengths of gaps
///           per token, in order of its key: bit length of the gap of the keys, the first from -1, and its lower bits; length
///           per level: gamma(phrases + 1), then per phrase, in order of its halves: gamma(gap of the first half + 1), second half : as many bits as
///           the number of symbols before the level takes, length; then zeros to the next byte
/// </code>
/// A phrase's level is one above its halves'. Codes are given by length; within a length in the order above.
/// </remarks>
internal static class PhraseModel
{
    /// <summary>Symbols that the packed form can expand to within the allowance of an open.</summary>
    public const int MaxPackedSymbols = 8000;

    private const int LengthBias = 3;
    private const int LengthFields = CanonicalCode.MaxLength - LengthBias + 1;
    private const int GapFields = 32;
    private const int MaxLevels = 64;

    /// <summary>Writes the form that is used as it stands.</summary>
    public static void WriteInPlace(PhraseCode code, ByteWriter output)
    {
        uint[] symbols = [.. code.Symbols.Select(symbol => symbol.Pack())];
        uint[] halves = [.. code.Pairs.Select(pair => pair is { } both ? Halves((uint)both.First, (uint)both.Second) : 0)];
        Span<int> perLength = stackalloc int[CanonicalCode.MaxLength + 1];
        output.Write(Build(symbols, halves, code.Lengths, perLength)!);
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
        uint[] gaps = PhraseOrder.Gaps(code.Symbols.AsSpan(0, tokens));
        var tokenLengths = new FieldCode(code.Lengths.Take(tokens).Select(Field), LengthFields);
        var phraseLengths = new FieldCode(code.Lengths.Skip(tokens).Select(Field), LengthFields);
        var gapBits = new FieldCode(gaps.Select(BitOperations.Log2), GapFields);
        tokenLengths.WriteHead(bits);
        phraseLengths.WriteHead(bits);
        gapBits.WriteHead(bits);
        for (int symbol = 0; symbol < tokens; symbol++)
        {
            gapBits.WriteLong(bits, gaps[symbol]);
            tokenLengths.Write(bits, Field(code.Lengths[symbol]));
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
                phraseLengths.Write(bits, Field(code.Lengths[symbol]));
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
        return count > 0 && Build(symbols[..count], halves[..count], lengths[..count], perLength) is { } model && PhraseTable.TryOpen(model, out table);
    }

    // A table of symbols in any order; null where their codes or classes do not make one.
    private static byte[]? Build(ReadOnlySpan<uint> symbols, ReadOnlySpan<uint> halves, ReadOnlySpan<byte> lengths, Span<int> perLength)
    {
        int count = symbols.Length;
        Span<int> numbers = stackalloc int[count];
        NumberInto(lengths, perLength, numbers);
        Span<ushort> classes = stackalloc ushort[PhraseClass.MaxClasses];
        int found = PhraseTable.ClassesOf(symbols, classes);
        if (found < 0 || !PhraseTable.Fit(perLength, count))
        {
            return null;
        }

        Span<uint> byNumber = stackalloc uint[count];
        Span<uint> halvesByNumber = stackalloc uint[count];
        int phrases = 0;
        for (int symbol = 0; symbol < count; symbol++)
        {
            byNumber[numbers[symbol]] = symbols[symbol];
            uint own = halves[symbol];
            phrases += own != 0 ? 1 : 0;
            halvesByNumber[numbers[symbol]] = own == 0 ? 0 : Halves((uint)numbers[(int)(own & 0xffff)], (uint)numbers[(int)(own >> 16) - 1]);
        }

        var model = new byte[PhraseTable.Bytes(count, phrases, found)];
        PhraseTable.WriteHead(perLength, model);
        PhraseTable.WriteRecords(byNumber, halvesByNumber, model, classes[..found], phrases);
        return model;
    }

    // Never 0, so that 0 says "no phrase".
    private static uint Halves(uint first, uint second) => ((second + 1) << 16) | first;

    // One idea, so longer than most.
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
        if (!FieldDecoder.TryRead(ref bits, LengthFields, out FieldDecoder tokenLengths) || !FieldDecoder.TryRead(ref bits, LengthFields, out FieldDecoder phraseLengths)
            || !FieldDecoder.TryRead(ref bits, GapFields, out FieldDecoder gapBits))
        {
            return -1;
        }

        for (int symbol = 0; symbol < count && count <= MaxPackedSymbols; symbol++)
        {
            uint gap = gapBits.ReadLong(ref bits);
            key += gap;
            lengths[symbol] = Length(tokenLengths.Read(ref bits));
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
                lengths[count] = Length(phraseLengths.Read(ref bits));
                if (first < 0 || first >= before || second >= before || lengths[count] > CanonicalCode.MaxLength
                    || !rules.TryJoin(symbols[(int)first], symbols[(int)second], out uint joined))
                {
                    return -1;
                }

                symbols[count] = joined;
                halves[count] = Halves((uint)first, second);
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

    // A length that no code has, where the field could not be read.
    private static byte Length(int field) => field < 0 ? byte.MaxValue : field == 0 ? (byte)0 : (byte)(field + LengthBias);

    private static int Field(byte length) => length == 0 ? 0 : length - LengthBias;

    private static void AppendGamma(BitBuffer bits, uint value)
    {
        int zeros = BitOperations.Log2(value);
        bits.Append(0, zeros);
        bits.Append(value, zeros + 1);
    }
}
