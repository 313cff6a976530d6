using System.Runtime.CompilerServices;
using EncodingLab.Encodings;

namespace EncodingLab.Measuring;

/// <summary>Answers nothing, behind a call that is not inlined: its row is what the loop, the call and the checksum cost around every lookup.</summary>
internal readonly struct NullReader : ITableReader<NullReader>
{
    public static NullReader Open(ReadOnlySpan<byte> bytes, int parameter) => default;

    [MethodImpl(MethodImplOptions.NoInlining)]
    public bool TryFind<TProbe>(uint pc, out uint value, ref TProbe probe)
        where TProbe : struct, IProbe, allows ref struct
    {
        value = 0;
        return false;
    }
}
