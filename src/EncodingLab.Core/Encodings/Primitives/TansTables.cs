using System.Numerics;

namespace EncodingLab.Encodings.Primitives;

/// <summary>What opening a table of <see cref="TansScan{TStates}"/> builds: a cell for each slot, a record for each symbol.</summary>
/// <remarks>
/// <para>A cell, from the low end: 4 bits w, 12 the symbol, 12 a base. A coder in this slot goes on in slot base + the next w bits.</para>
/// <para>The symbols' shares lie one behind the other; the n-th of these places, its bits reversed, is a slot, so that each symbol's are spread evenly (van der Corput 1935).
/// Of a symbol with share f, the k-th slot in rising order stands for x = f + k: w shifts x up to between the number of slots and twice as much, where the base is that less the number of slots.
/// Source: tANS, Duda 2013.</para>
/// </remarks>
internal sealed class TansTables
{
    /// <summary>Bits of the width in a cell.</summary>
    public const int WidthBits = 4;

    /// <summary>The width in a cell.</summary>
    public const int WidthMask = (1 << WidthBits) - 1;

    /// <summary>The symbol behind the width.</summary>
    public const int SymbolMask = (1 << TansModel.MaxSlotBits) - 1;

    /// <summary>Where the base stands.</summary>
    public const int BaseAt = WidthBits + TansModel.MaxSlotBits;

    private TansTables(TansModel model, uint[] cells, uint[] records, ushort[] classes) =>
        (SlotBits, States, Cells, Records, Classes) = (model.SlotBits, model.States, cells, records, classes);

    public int SlotBits { get; }

    public int States { get; }

    public uint[] Cells { get; }

    /// <summary>Per symbol a <see cref="PhraseRecord"/>.</summary>
    public uint[] Records { get; }

    /// <summary>Per class that a record names, from 1 on, a <see cref="PhraseClass"/>.</summary>
    public ushort[] Classes { get; }

    /// <summary>Expands a model; null where it contradicts itself.</summary>
    public static TansTables? Open(ReadOnlySpan<byte> model) => TansModel.Read(model) is { } read ? Of(read) : null;

    /// <summary>Expands a model; null where it has too many classes.</summary>
    public static TansTables? Of(TansModel model)
    {
        Span<ushort> classes = stackalloc ushort[1 + PhraseClass.MaxClasses];
        int found = PhraseTable.ClassesOf(model.Symbols, classes[1..]);
        if (found < 0)
        {
            return null;
        }

        var records = new uint[model.Symbols.Length];
        for (int symbol = 0; symbol < records.Length; symbol++)
        {
            var own = PhraseSymbol.Unpack(model.Symbols[symbol]);
            records[symbol] = PhraseRecord.Pack(own, own.HasExtraBits ? classes.IndexOf(PhraseClass.Of(own).Bits) : 0);
        }

        return new(model, CellsOf(model), records, [.. classes[..(1 + found)]]);
    }

    /// <summary>The symbol of a cell.</summary>
    public static int SymbolOf(uint cell) => (int)(cell >> WidthBits) & SymbolMask;

    private static uint[] CellsOf(TansModel model)
    {
        var cells = new uint[1 << model.SlotBits];
        Span<ushort> next = stackalloc ushort[model.Shares.Length];
        int place = 0;
        for (int symbol = 0; symbol < next.Length; symbol++)
        {
            next[symbol] = (ushort)model.Shares[symbol];
            for (int i = 0; i < model.Shares[symbol]; i++)
            {
                cells[Reversed(place++, model.SlotBits)] = (uint)symbol;
            }
        }

        for (int slot = 0; slot < cells.Length; slot++)
        {
            uint symbol = cells[slot];
            uint x = next[(int)symbol]++;
            int width = model.SlotBits - BitOperations.Log2(x);
            cells[slot] = (uint)width | (symbol << WidthBits) | (((x << width) - (uint)cells.Length) << BaseAt);
        }

        return cells;
    }

    private static int Reversed(int value, int bits)
    {
        int reversed = 0;
        for (int bit = 0; bit < bits; bit++)
        {
            reversed = (reversed << 1) | ((value >> bit) & 1);
        }

        return reversed;
    }
}
