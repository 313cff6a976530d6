using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace EncodingLab.Encodings.Primitives;

/// <summary>Thirty-two bytes in a register of AVX2.</summary>
internal readonly struct ByteChunk256 : IByteChunk<ByteChunk256>
{
    private readonly Vector256<byte> _bytes;

    private ByteChunk256(Vector256<byte> bytes) => _bytes = bytes;

    public static bool IsSupported => Avx2.IsSupported && Bmi2.X64.IsSupported;

    public static int Width => 32;

    public ulong Continued => _bytes.ExtractMostSignificantBits();

    public ulong Odd => (_bytes.AsUInt16() << 7).AsByte().ExtractMostSignificantBits();

    public ulong Negative => (_bytes.AsUInt16() << 1).AsByte().ExtractMostSignificantBits();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ByteChunk256 Load(ReadOnlySpan<byte> bytes) => new(Vector256.Create(bytes));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Escaped(ulong escapes, ulong starts) =>
        Bmi2.X64.ParallelBitDeposit(EscapeRuns.OfFields(Bmi2.X64.ParallelBitExtract(escapes, starts)), starts);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public uint Sum(ulong first, ulong second)
    {
        Vector256<byte> bits = _bytes & Vector256.Create((byte)0x7f);
        return (uint)Vector256.Sum(SumWords(bits, first) + (SumWords(bits, second) << 7));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool HalvesWithin(ulong first, ulong second, ulong limit, out ulong sum, out int within)
    {
        Vector256<byte> halves = (_bytes.AsUInt16() >>> 1).AsByte() & Vector256.Create((byte)0x3f);
        Vector256<ulong> words = SumWords(halves, first) + (SumWords(_bytes & Vector256.Create((byte)0x7f), second) << 6);
        Vector256<ulong> pairs = words + Avx2.ShiftLeftLogical128BitLane(words, 8);
        Vector256<ulong> ends = pairs + (Avx2.Permute4x64(pairs, 0b01_01_00_00) & Vector256.Create(0, 0, ulong.MaxValue, ulong.MaxValue));
        int word = BitOperations.PopCount(Vector256.LessThanOrEqual(ends, Vector256.Create(limit)).ExtractMostSignificantBits());
        if (word == 4)
        {
            sum = ends.GetElement(3);
            within = Width;
            return true;
        }

        sum = 0;
        Vector256<int> pick = Vector256.Create(0x1_0000_0000ul + (0x2_0000_0002ul * (uint)word)).AsInt32();
        uint before = Avx2.PermuteVar8x32((ends - words).AsInt32(), pick).AsUInt32().ToScalar();
        Vector128<byte> eight = Avx2.PermuteVar8x32(_bytes.AsInt32(), pick).AsByte().GetLower();
        within = (8 * word) + HalvesOfEight.Within(eight, (uint)(first >> (8 * word)), (uint)(second >> (8 * word)), (uint)limit - before);
        return false;
    }

    /// <summary>The sums of the bytes of a mask in each eight bytes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<ulong> SumWords(Vector256<byte> bytes, ulong mask)
    {
        Vector256<byte> select = Vector256.Create(0x8040201008040201ul).AsByte();
        Vector256<byte> spread = Avx2.Shuffle(
            Vector256.Create((uint)mask).AsByte(),
            Vector256.Create(0x0000000000000000ul, 0x0101010101010101, 0x0202020202020202, 0x0303030303030303).AsByte());
        return Avx2.SumAbsoluteDifferences(bytes & Vector256.Equals(spread & select, select), Vector256<byte>.Zero).AsUInt64();
    }
}
