using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using EncodingLab.Encodings.Primitives;
using EncodingLab.Tables;

namespace EncodingLab.Encodings;

/// <summary>Covering lookups in a <see cref="FunctionBlocks"/> table.</summary>
internal readonly ref struct FunctionMap<TOps> : ITableReader<FunctionMap<TOps>>
    where TOps : struct, IWordOps
{
    private readonly ReadOnlySpan<byte> _bytes;
    private readonly EliasFanoList _starts;
    private readonly RankedBlocks _blocks;
    private readonly int _shift;

    private FunctionMap(ReadOnlySpan<byte> bytes)
    {
        if (FunctionBlocks.TryOpen(bytes, out _starts, out _blocks))
        {
            _bytes = bytes;
            _shift = bytes[4];
        }
    }

    /// <inheritdoc/>
    public static FunctionMap<TOps> Open(ReadOnlySpan<byte> bytes, int parameter) => new(bytes);

    /// <inheritdoc/>
    public bool TryFind<TProbe>(uint pc, out uint value, ref TProbe probe)
        where TProbe : struct, IProbe, allows ref struct
    {
        value = 0;
        ref byte origin = ref MemoryMarshal.GetReference(_bytes);
        uint wanted = pc >> _shift;
        if (_bytes.IsEmpty || !_starts.TryFindLast<TOps, TProbe>(in origin, wanted, out int block, out uint unit, ref probe))
        {
            return false;
        }

        int at = _blocks.Find(in origin, block, out uint position, ref probe);
        value = TableKind.None;
        while ((uint)at < (uint)_bytes.Length)
        {
            int token = _bytes[at];
            probe.Read(at++, 1);
            uint entry;
            if (token > FunctionBlocks.EscapeToken)
            {
                entry = BitPacking.Half(in origin, _blocks.ModelAt + (token * 4));
                probe.Read(_blocks.ModelAt + (token * 4), 4);
                unit += entry & (FunctionBlocks.NoneFlag - 1);
                position = unit > wanted ? position : position + (uint)((int)entry >> FunctionBlocks.PayloadShift);
            }
            else if (token == FunctionBlocks.EndToken || !FunctionEscapes.TryReadMap(_bytes, ref at, out entry, out uint step, out uint delta, ref probe))
            {
                break;
            }
            else
            {
                unit += step;
                position = unit > wanted ? position : position + delta;
            }

            if (unit > wanted)
            {
                break;
            }

            probe.Decoded(1);
            value = position | (uint)((int)(entry << (31 - FunctionBlocks.UnitBits)) >> 31);
        }

        return true;
    }
}

/// <summary>Exact lookups in a <see cref="FunctionBlocks"/> table.</summary>
internal readonly ref struct FunctionTraps<TOps> : ITableReader<FunctionTraps<TOps>>
    where TOps : struct, IWordOps
{
    private readonly ReadOnlySpan<byte> _bytes;
    private readonly EliasFanoList _starts;
    private readonly RankedBlocks _blocks;
    private readonly int _shift;

    private FunctionTraps(ReadOnlySpan<byte> bytes)
    {
        if (FunctionBlocks.TryOpen(bytes, out _starts, out _blocks))
        {
            _bytes = bytes;
            _shift = bytes[4];
        }
    }

    /// <inheritdoc/>
    public static FunctionTraps<TOps> Open(ReadOnlySpan<byte> bytes, int parameter) => new(bytes);

    /// <inheritdoc/>
    public bool TryFind<TProbe>(uint pc, out uint value, ref TProbe probe)
        where TProbe : struct, IProbe, allows ref struct
    {
        value = 0;
        ref byte origin = ref MemoryMarshal.GetReference(_bytes);
        uint wanted = pc >> _shift;
        if (wanted << _shift != pc || _bytes.IsEmpty || !_starts.TryFindLast<TOps, TProbe>(in origin, wanted, out int block, out uint unit, ref probe))
        {
            return false;
        }

        uint code = 0;
        for (int at = _blocks.Find(in origin, block, out _, ref probe); (uint)at < (uint)_bytes.Length;)
        {
            int token = _bytes[at];
            probe.Read(at++, 1);
            if (token > FunctionBlocks.EscapeToken)
            {
                uint entry = BitPacking.Half(in origin, _blocks.ModelAt + (token * 4));
                probe.Read(_blocks.ModelAt + (token * 4), 4);
                unit += entry & (FunctionBlocks.NoneFlag - 1);
                code = entry >> FunctionBlocks.PayloadShift;
            }
            else if (token == FunctionBlocks.EndToken || !FunctionEscapes.TryReadTrap(_bytes, ref at, out uint step, out code, ref probe))
            {
                return false;
            }
            else
            {
                unit += step;
            }

            probe.Decoded(1);
            if (unit >= wanted)
            {
                break;
            }
        }

        bool found = unit == wanted;
        value = found ? code & 0xff : 0;
        return found;
    }
}

/// <summary>Reads the entries that have no token.</summary>
internal static class FunctionEscapes
{
    /// <summary>Reads steps to the next entry of a map; false where the bytes end or a step is too long.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static bool TryReadMap<TProbe>(ReadOnlySpan<byte> bytes, ref int at, out uint entry, out uint step, out uint delta, ref TProbe probe)
        where TProbe : struct, IProbe, allows ref struct
    {
        int start = at;
        (entry, step, delta) = (0, 0, 0);
        long signed = 0;
        bool whole = Leb128.TryReadUnsigned(bytes, ref at, out ulong first) && first >> 33 == 0
            && ((first & 1) != 0 || Leb128.TryReadSigned(bytes, ref at, out signed));
        probe.Read(start, at - start);
        (step, delta) = ((uint)(first >> 1), (uint)signed);
        entry = (first & 1) != 0 ? FunctionBlocks.NoneFlag : 0u;
        return whole;
    }

    /// <summary>Reads a step to the next trap, and its code.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static bool TryReadTrap<TProbe>(ReadOnlySpan<byte> bytes, ref int at, out uint step, out uint code, ref TProbe probe)
        where TProbe : struct, IProbe, allows ref struct
    {
        int start = at;
        bool whole = Leb128.TryReadUnsigned(bytes, ref at, out ulong first) && first >> 32 == 0 && at < bytes.Length;
        (step, code) = ((uint)first, whole ? bytes[at++] : 0u);
        probe.Read(start, at - start);
        return whole;
    }
}
