using System.Runtime.InteropServices;
using EncodingLab.Encodings.Primitives;

namespace EncodingLab.Encodings;

/// <summary>Reader of an <see cref="EliasFanoMap"/>: a rank, then a value.</summary>
internal readonly ref struct EliasFanoMapReader<TOps, TValues> : ITableReader<EliasFanoMapReader<TOps, TValues>>
    where TOps : struct, IWordOps
    where TValues : struct, IRankedValues
{
    private readonly ReadOnlySpan<byte> _bytes;
    private readonly EliasFanoList _pcs;
    private readonly RankedBlocks _blocks;
    private readonly int _shift;

    private EliasFanoMapReader(ReadOnlySpan<byte> bytes)
    {
        if (EliasFanoMap.TryOpen(bytes, out _pcs, out _blocks))
        {
            _bytes = bytes;
            _shift = bytes[0];
        }
    }

    /// <inheritdoc/>
    public static EliasFanoMapReader<TOps, TValues> Open(ReadOnlySpan<byte> bytes, int parameter) => new(bytes);

    /// <inheritdoc/>
    public bool TryFind<TProbe>(uint pc, out uint value, ref TProbe probe)
        where TProbe : struct, IProbe, allows ref struct
    {
        value = 0;
        if (_bytes.IsEmpty)
        {
            return false;
        }

        ref byte origin = ref MemoryMarshal.GetReference(_bytes);
        int past = _pcs.CountAtOrBefore<TOps, TProbe>(in origin, pc >> _shift, ref probe);
        if ((uint)(past - 1) >= (uint)_pcs.Count)
        {
            return false;
        }

        value = TValues.Get<TOps, TProbe>(in origin, in _blocks, past - 1, ref probe);
        return true;
    }
}
