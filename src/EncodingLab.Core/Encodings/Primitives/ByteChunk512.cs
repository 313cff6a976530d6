using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace EncodingLab.Encodings.Primitives;

/// <summary>Sixty-four bytes in a register of AVX-512.</summary>
internal readonly struct ByteChunk512 : IByteChunk<ByteChunk512>
{
    private readonly Vector512<byte> _bytes;

    private ByteChunk512(Vector512<byte> bytes) => _bytes = bytes;

    public static bool IsSupported => Avx512BW.IsSupported && Bmi2.X64.IsSupported;

    public static int Width => 64;

    public ulong Continued => _bytes.ExtractMostSignificantBits();

    public ulong Odd => (_bytes.AsUInt16() << 7).AsByte().ExtractMostSignificantBits();

    public ulong Negative => (_bytes.AsUInt16() << 1).AsByte().ExtractMostSignificantBits();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ByteChunk512 Load(ReadOnlySpan<byte> bytes) => new(Vector512.Create(bytes));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Escaped(ulong escapes, ulong starts) =>
        Bmi2.X64.ParallelBitDeposit(EscapeRuns.OfFields(Bmi2.X64.ParallelBitExtract(escapes, starts)), starts);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public uint Sum(ulong first, ulong second)
    {
        Vector512<byte> bits = _bytes & Vector512.Create((byte)0x7f);
        return (uint)Vector512.Sum(SumWords(bits, first) + (SumWords(bits, second) << 7));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool HalvesWithin(ulong first, ulong second, ulong limit, out ulong sum, out int within)
    {
        Vector512<byte> halves = (_bytes.AsUInt16() >>> 1).AsByte() & Vector512.Create((byte)0x3f);
        Vector512<ulong> words = SumWords(halves, first) + (SumWords(_bytes & Vector512.Create((byte)0x7f), second) << 6);
        Vector512<ulong> ends = words + Avx512F.AlignRight64(words, Vector512<ulong>.Zero, 7);
        ends += Avx512F.AlignRight64(ends, Vector512<ulong>.Zero, 6);
        ends += Avx512F.AlignRight64(ends, Vector512<ulong>.Zero, 4);
        int word = BitOperations.PopCount(Vector512.LessThanOrEqual(ends, Vector512.Create(limit)).ExtractMostSignificantBits());
        if (word == 8)
        {
            sum = ends.GetElement(7);
            within = Width;
            return true;
        }

        sum = 0;
        Vector512<ulong> pick = Vector512.CreateScalarUnsafe((ulong)word);
        ulong before = Avx512F.PermuteVar8x64(ends - words, pick).ToScalar();
        Vector128<byte> eight = Avx512F.PermuteVar8x64(_bytes.AsUInt64(), pick).AsByte().GetLower().GetLower();
        within = (8 * word) + HalvesOfEight.Within(eight, (uint)(first >> (8 * word)), (uint)(second >> (8 * word)), (uint)(limit - before));
        return false;
    }

    /// <summary>The sums of the bytes of a mask in each eight bytes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<ulong> SumWords(Vector512<byte> bytes, ulong mask)
    {
        Vector512<byte> spread = Avx512BW.Shuffle(Vector512.Create(mask).AsByte(), Vector512.Create(
            0x0000000000000000ul, 0x0101010101010101, 0x0202020202020202, 0x0303030303030303,
            0x0404040404040404, 0x0505050505050505, 0x0606060606060606, 0x0707070707070707).AsByte());
        Vector512<byte> absent = Vector512.Equals(spread & Vector512.Create(0x8040201008040201ul).AsByte(), Vector512<byte>.Zero);
        return Avx512BW.SumAbsoluteDifferences(Vector512.ConditionalSelect(absent, Vector512<byte>.Zero, bytes), Vector512<byte>.Zero).AsUInt64();
    }
}
