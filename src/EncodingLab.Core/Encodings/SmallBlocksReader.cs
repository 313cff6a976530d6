using System.Runtime.CompilerServices;
using EncodingLab.Encodings.Primitives;

namespace EncodingLab.Encodings;

/// <summary>Finds the block of a pc, then leaves it to the body's reader.</summary>
internal readonly ref struct SmallBlocksReader<TBody, TRule> : ITableReader<SmallBlocksReader<TBody, TRule>>
    where TBody : struct, ISmallBody
    where TRule : struct, IAnswerRule
{
    private readonly ReadOnlySpan<byte> _bytes;
    private readonly SmallBlocks _table;

    private SmallBlocksReader(ReadOnlySpan<byte> bytes) => _bytes = SmallBlocks.TryOpen(bytes, out _table) ? bytes : default;

    /// <inheritdoc/>
    public static SmallBlocksReader<TBody, TRule> Open(ReadOnlySpan<byte> bytes, int parameter) => new(bytes);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryFind<TProbe>(uint pc, out uint value, ref TProbe probe)
        where TProbe : struct, IProbe, allows ref struct
    {
        uint unit = pc >> _table.Shift;
        value = 0;
        if (TRule.Exact && unit << _table.Shift != pc)
        {
            return false;
        }

        if (TRule.Exact && _table.Tied)
        {
            return TryFindTied(_bytes, _table, unit, out value, ref probe);
        }

        return _table.TryFind(_bytes, unit, TBody.WantsEnd, out SmallBlock block, ref probe)
            && TBody.TryFind<TRule, TProbe>(_bytes, _table, block, unit - block.FirstUnit, out value, ref probe);
    }

    /// <summary>The first of equal pcs stands in the last block that begins before them, or at the start of the next.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static bool TryFindTied<TProbe>(ReadOnlySpan<byte> bytes, in SmallBlocks table, uint unit, out uint value, ref TProbe probe)
        where TProbe : struct, IProbe, allows ref struct
    {
        value = 0;
        int super = 0;
        int next = 0;
        if (unit > 0 && table.TryFind(bytes, unit - 1, TBody.WantsEnd, out SmallBlock block, ref probe))
        {
            if (TBody.TryFind<TRule, TProbe>(bytes, table, block, unit - block.FirstUnit, out value, ref probe))
            {
                return true;
            }

            (super, next) = (block.Super, block.Number + 1);
        }

        return table.TryAt(bytes, super, next, out block, ref probe)
            && block.FirstUnit == unit
            && TBody.TryFind<TRule, TProbe>(bytes, table, block, 0, out value, ref probe);
    }
}
