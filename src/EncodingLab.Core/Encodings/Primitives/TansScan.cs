using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace EncodingLab.Encodings.Primitives;

/// <summary>How many coders take turns in a page.</summary>
internal interface ITansStates
{
    static abstract int Count { get; }
}

/// <summary>One: each entry waits for the one before.</summary>
internal readonly struct OneState : ITansStates
{
    public static int Count => 1;
}

/// <summary>Two: each entry waits for the last but one.</summary>
internal readonly struct TwoStates : ITansStates
{
    public static int Count => 2;
}

/// <summary>Gives the entries of a page whose symbols one or two coders hold.</summary>
internal ref struct TansScan<TStates> : IPageScan<TansScan<TStates>, TansTables>
    where TStates : struct, ITansStates
{
    private const int EntriesPerWindow = 56 / TansModel.MaxSlotBits;

    private readonly TansTables _tables;
    private readonly ReadOnlySpan<byte> _bytes;
    private readonly int _begin;
    private int _code;
    private int _end;

    // The cells that tell where the next entry's coder goes on, and the coder of the one after it.
    private uint _cell;
    private uint _other;

    private TansScan(TansTables tables, ReadOnlySpan<byte> bytes, scoped in PhraseHeader header, PageBody body)
    {
        _bytes = bytes;
        (_tables, _begin, _code, _end) = (tables, body.Begin, body.Begin, body.End);
        (_cell, _other) = ((uint)tables.SlotBits, (uint)tables.SlotBits);
        ulong window = Window(_code);
        if (body.HasPositions)
        {
            int width = header.AnchorWidth((int)(window >> 62));
            BeginsWithNone = ((window >> 61) & 1) != 0;
            Anchor = width == 0 ? 0 : (uint)((long)(window << 3) >> (64 - width));
            _code = Math.Min(_code + 3 + width, _end);
            window = Window(_code);
        }

        // Zeros, then a one; without one the page is empty.
        _code += BitOperations.LeadingZeroCount(window) + 1;
    }

    public uint Anchor { get; }

    public bool BeginsWithNone { get; }

    public readonly int BitsRead => Math.Min(_code, _end) - _begin + 64;

    public static TansTables? OpenModel(ReadOnlySpan<byte> model) => TansTables.Open(model) is { } tables && tables.States == TStates.Count ? tables : null;

    public static int ScratchOf(TansTables state) => 0;

    public static TansScan<TStates> Open(TansTables state, ReadOnlySpan<byte> bytes, scoped in PhraseHeader header, PageBody body, Span<ushort> scratch) => new(state, bytes, header, body);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryNext<TProbe>(out PageEntry entry, ref TProbe probe)
        where TProbe : struct, IProbe, allows ref struct
    {
        entry = default;
        int width = (int)_cell & TansTables.WidthMask;
        if (_code + width > _end)
        {
            return false;
        }

        uint slot = (_cell >> TansTables.BaseAt) + (uint)(Window(_code) >> (64 - width));
        uint cell = Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_tables.Cells), slot);
        int symbol = TansTables.SymbolOf(cell);
        uint record = Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_tables.Records), symbol);
        probe.ReadState((int)slot * sizeof(uint), sizeof(uint));
        probe.ReadState((_tables.Cells.Length + symbol) * sizeof(uint), sizeof(uint));
        _code += width;
        _cell = TStates.Count == 1 ? cell : _other;
        _other = cell;
        uint step = PhraseRecord.BasePc(record);
        uint change = (uint)PhraseRecord.BaseValue(record);
        if ((record & PhraseRecord.ClassMask) != 0)
        {
            int at = ((_end + 7) >> 3) - sizeof(ulong);
            probe.Read(at, sizeof(ulong));
            ulong extra = BinaryPrimitives.ReadUInt64BigEndian(_bytes.Slice(at, sizeof(ulong))) >> (-_end & 7);
            var kind = new PhraseClass(_tables.Classes[PhraseRecord.Class(record)]);
            (step, change) = (kind.Step(record, extra), kind.Change(record, extra));
            _end -= kind.Width;
        }

        entry = new(step, change, PhraseRecord.Effect(record) == PhraseRules.None);
        return true;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly ulong Window(int bit) => BinaryPrimitives.ReadUInt64BigEndian(_bytes.Slice(bit >> 3, sizeof(ulong))) << (bit & 7);

    /// <summary>The same entries as <see cref="TryNext"/> gives, four a window.</summary>
    /// <remarks>
    /// A word of codes is read only while code &lt; end, one of extra bits while code &lt;= end, so both between the header and the tail's end; a cell leads to a slot that is there, whatever the bits.
    /// One idea, so longer than most.
    /// </remarks>
    public static bool Walk<TQuestion, TProbe>(TansScan<TStates> scan, uint entries, ref PageStop stop, ref TProbe probe)
        where TQuestion : struct, IPhraseQuestion
        where TProbe : struct, IProbe, allows ref struct
    {
        ref byte origin = ref MemoryMarshal.GetReference(scan._bytes);
        ref uint cells = ref MemoryMarshal.GetArrayDataReference(scan._tables.Cells);
        ref uint records = ref MemoryMarshal.GetArrayDataReference(scan._tables.Records);
        int count = scan._tables.Cells.Length;
        (nint code, nint end) = (scan._code, scan._end);
        (nuint cell, nuint other) = (scan._cell, scan._other);
        (uint rest, uint position, uint last, bool found) = (stop.Rest, stop.Position, stop.IsNone ? PhraseRules.None << PhraseRecord.EffectAt : 0, false);
        while (code < end)
        {
            ulong window = BigEndian(ref origin, code >> 3) << (int)(code & 7);
            for (int i = 0; i < EntriesPerWindow; i++)
            {
                nint width = (nint)cell & TansTables.WidthMask;
                code += width;
                if (code > end)
                {
                    goto Stop;
                }

                nuint slot = (cell >> TansTables.BaseAt) + (nuint)(window >> -(int)width);
                window <<= (int)width;
                nuint next = Unsafe.Add(ref cells, slot);
                (cell, other) = (TStates.Count == 1 ? next : other, next);
                nuint symbol = (next >> TansTables.WidthBits) & TansTables.SymbolMask;
                uint record = Unsafe.Add(ref records, symbol);
                probe.ReadState((int)slot * sizeof(uint), sizeof(uint));
                probe.ReadState((count + (int)symbol) * sizeof(uint), sizeof(uint));
                probe.Decoded(1);
                uint step = PhraseRecord.BasePc(record);
                uint change = (uint)PhraseRecord.BaseValue(record);
                if ((record & PhraseRecord.ClassMask) != 0)
                {
                    ulong extra = BigEndian(ref origin, ((end + 7) >> 3) - sizeof(ulong)) >> (int)(-end & 7);
                    probe.Read((int)((end + 7) >> 3) - sizeof(ulong), sizeof(ulong));
                    var kind = new PhraseClass(scan._tables.Classes[PhraseRecord.Class(record)]);
                    (step, change) = (kind.Step(record, extra), kind.Change(record, extra));
                    end -= kind.Width;
                }

                if (TQuestion.Exact ? step >= rest : step > rest)
                {
                    found = step == rest;
                    stop.Code = found ? (byte)change : (byte)0;
                    goto Stop;
                }

                rest -= step;
                position += change;
                last = record;
            }
        }

    Stop:
        scan._code = (int)code;
        (stop.Rest, stop.Position, stop.IsNone, stop.BitsRead) = (rest, position, PhraseRecord.Effect(last) == PhraseRules.None, scan.BitsRead);
        return found;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong BigEndian(ref byte origin, nint at)
    {
        ulong word = Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref origin, at));
        return BitConverter.IsLittleEndian ? BinaryPrimitives.ReverseEndianness(word) : word;
    }
}
