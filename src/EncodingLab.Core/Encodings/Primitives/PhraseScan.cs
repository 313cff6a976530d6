using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace EncodingLab.Encodings.Primitives;

/// <summary>Where a walk along a page stopped: at the symbol that goes too far, or at the page's end.</summary>
internal ref struct PhraseStop
{
    /// <summary>The symbol's record number.</summary>
    public uint Number;

    /// <summary>Units from the symbol's start to the pc.</summary>
    public uint Rest;

    /// <summary>Units that the symbol spans.</summary>
    public uint Step;

    /// <summary>What it adds to the position, or its trap code.</summary>
    public uint Change;

    /// <summary>The position before it.</summary>
    public uint Position;

    /// <summary>The record of the last symbol before it that changes the covering answer.</summary>
    public uint Last;
}

/// <summary>The hot loop over the symbols of a page.</summary>
/// <typeparam name="TQuestion">What is asked.</typeparam>
/// <typeparam name="TModel">How the model is held.</typeparam>
internal static class PhraseScan<TQuestion, TModel>
    where TQuestion : struct, IPhraseQuestion
    where TModel : struct, IPhraseModelForm
{
    private const int CodesPerWindow = 3;

    /// <summary>Walks from a page's start; three codes a window, refilled from a word that was read before the codes said how far they go; no branch but for those that end it and for the few symbols with extra bits.</summary>
    /// <remarks>
    /// A code or an extra field is read only while code &lt;= end, and the refill ends at most 16 bytes past that, so between the header and the tail's end, whatever the bytes say; a code that names no record,
    /// or three of no length or of more than there can be, end the page. One idea, so longer than most.
    /// </remarks>
    /// <param name="bytes">The encoded bytes.</param>
    /// <param name="table">The model.</param>
    /// <param name="modelStart">Where it stands in the bytes.</param>
    /// <param name="code">Bit of the first code, behind the header.</param>
    /// <param name="end">Bit where the extra fields end, before the tail.</param>
    /// <param name="stop">Holds rest, position and last; receives where the walk stopped.</param>
    /// <param name="probe">Told of every read.</param>
    /// <returns>Whether at a symbol.</returns>
    public static bool Walk<TProbe>(ReadOnlySpan<byte> bytes, in PhraseTable table, int modelStart, nint code, nint end, ref PhraseStop stop, ref TProbe probe)
        where TProbe : struct, IProbe, allows ref struct
    {
        ref byte origin = ref MemoryMarshal.GetReference(bytes);
        ref byte model = ref table.Origin;
        ref byte records = ref Unsafe.Add(ref model, table.RecordsAt);
        uint count = (uint)table.Count;
        uint rest = stop.Rest;
        uint position = stop.Position;
        uint last = stop.Last;
        if (code > end)
        {
            return false;
        }

        // The refill is Fabian Giesen's: bits beyond those counted as held are right too, and may be or-ed again; where the next word lies hangs on no code of this window.
        nint at = code >> 3;
        probe.Read((int)at, sizeof(ulong));
        ulong window = BigEndian(ref origin, at) << (int)(code & 7);
        nint held = 56 - (code & 7);
        at += 7;
        while (true)
        {
            nint before = code;
            for (int i = 0; i < CodesPerWindow; i++)
            {
                nuint length = PhraseTable.Length(ref model, window);
                uint number = PhraseTable.Index(ref model, window, length);
                ReadModel(modelStart, PhraseTable.CellAt(window), 1, ref probe);
                ReadModel(modelStart, PhraseTable.FirstAt(length), 2, ref probe);
                code += (nint)length;
                if (code > end || number >= count)
                {
                    (stop.Position, stop.Last) = (position, last);
                    return false;
                }

                uint record = Unsafe.ReadUnaligned<uint>(ref Unsafe.Add(ref records, (nint)number * sizeof(uint)));
                ReadModel(modelStart, table.RecordsAt + ((int)number * sizeof(uint)), sizeof(uint), ref probe);
                uint step = PhraseRecord.BasePc(record);
                uint change = (uint)PhraseRecord.BaseValue(record);
                if ((record & PhraseRecord.ClassMask) != 0)
                {
                    ulong extra = BigEndian(ref origin, ((end - 1) >> 3) - 7) >> (int)(-end & 7);
                    probe.Read((int)((end - 1) >> 3) - 7, sizeof(ulong));
                    ReadModel(modelStart, PhraseTable.ClassAt(record), sizeof(ushort), ref probe);
                    PhraseClass kind = PhraseTable.ClassOf(ref model, record);
                    (step, change) = (kind.Step(record, extra), kind.Change(record, extra));
                    end -= kind.Width;
                }

                if (TQuestion.Exact ? step >= rest : step > rest)
                {
                    (stop.Number, stop.Rest, stop.Step, stop.Change, stop.Position, stop.Last) = (number, rest, step, change, position, last);
                    return true;
                }

                probe.Decoded(1);
                rest -= step;
                window <<= (int)length;
                if (!TQuestion.Exact)
                {
                    position += change;
                    last = After(last, record);
                }
            }

            nint taken = code - before;
            if ((nuint)(taken - 1) >= CodesPerWindow * CanonicalCode.MaxLength)
            {
                break;
            }

            held -= taken;
            probe.Read((int)at, sizeof(ulong));
            window |= BigEndian(ref origin, at) >> (int)held;
            at += (63 - held) >> 3;
            held |= 56;
        }

        (stop.Position, stop.Last) = (position, last);
        return false;
    }

    /// <summary>The symbol that the covering answer hangs on, after one more.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint After(uint last, uint record)
    {
        if (!TQuestion.IsJoint)
        {
            return record;
        }

        uint keep = 0u - (PhraseRecord.Effect(record) >> 1);
        return (last & keep) | (record & ~keep);
    }

    /// <summary>Tells a probe of a read of the model.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void ReadModel<TProbe>(int modelStart, int at, int length, ref TProbe probe)
        where TProbe : struct, IProbe, allows ref struct
    {
        if (TModel.InPlace)
        {
            probe.Read(modelStart + at, length);
        }
        else
        {
            probe.ReadState(at, length);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong BigEndian(ref byte origin, nint at)
    {
        ulong word = Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref origin, at));
        return BitConverter.IsLittleEndian ? BinaryPrimitives.ReverseEndianness(word) : word;
    }
}
