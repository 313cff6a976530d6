namespace EncodingLab.Encodings.Primitives;

/// <summary>One entry as a page gives it.</summary>
/// <param name="Step">Units from the entry before, or from the page's start.</param>
/// <param name="Change">What it adds to the position; of a trap the code.</param>
/// <param name="IsNone">Whether it has no position.</param>
internal readonly record struct PageEntry(uint Step, uint Change, bool IsNone);

/// <summary>Where a page's body lies.</summary>
/// <param name="Begin">Its first bit.</param>
/// <param name="End">One past its last bit, inside the bytes.</param>
/// <param name="HasPositions">Whether it begins with the state of an address map.</param>
internal readonly record struct PageBody(int Begin, int End, bool HasPositions);

/// <summary>Where a walk along a page stands: at its start, then at the first entry that goes too far, or at the end.</summary>
internal struct PageStop
{
    /// <summary>Units to the pc.</summary>
    public uint Rest;

    /// <summary>The position so far.</summary>
    public uint Position;

    /// <summary>Whether the answer so far is none.</summary>
    public bool IsNone;

    /// <summary>The code of the entry that stands at the pc, where one is asked for.</summary>
    public byte Code;

    /// <summary>Bits of the page that were read.</summary>
    public int BitsRead;
}

/// <summary>Gives the entries of a page one after the other.</summary>
/// <typeparam name="TSelf">The scan itself.</typeparam>
/// <typeparam name="TState">What opening a table builds.</typeparam>
internal interface IPageScan<TSelf, TState>
    where TSelf : struct, IPageScan<TSelf, TState>, allows ref struct
    where TState : class
{
    /// <summary>Expands a model; null where it contradicts itself.</summary>
    static abstract TState? OpenModel(ReadOnlySpan<byte> model);

    /// <summary>Numbers that a scan needs to itself, all 0 when it begins.</summary>
    static abstract int ScratchOf(TState state);

    /// <summary>Begins a page.</summary>
    static abstract TSelf Open(TState state, ReadOnlySpan<byte> bytes, scoped in PhraseHeader header, PageBody body, Span<ushort> scratch);

    /// <summary>How far the position at the page's start lies from the expected one.</summary>
    uint Anchor { get; }

    /// <summary>Whether the answer at the page's start is none.</summary>
    bool BeginsWithNone { get; }

    /// <summary>Bits of the page read so far.</summary>
    int BitsRead { get; }

    /// <summary>The next entry; false at the end, or where the bytes contradict themselves.</summary>
    bool TryNext<TProbe>(out PageEntry entry, ref TProbe probe)
        where TProbe : struct, IProbe, allows ref struct;

    /// <summary>Steps over entries up to a pc.</summary>
    /// <param name="scan">At the page's start; a copy, which the compiler may keep in registers.</param>
    /// <param name="entries">No more are looked at.</param>
    /// <param name="stop">Says where it begins and where it stopped.</param>
    /// <param name="probe">Told of every read.</param>
    /// <returns>Whether an entry stands at the pc; only where that is asked.</returns>
    static virtual bool Walk<TQuestion, TProbe>(TSelf scan, uint entries, ref PageStop stop, ref TProbe probe)
        where TQuestion : struct, IPhraseQuestion
        where TProbe : struct, IProbe, allows ref struct
    {
        (uint rest, uint position, bool isNone, bool found) = (stop.Rest, stop.Position, stop.IsNone, false);
        for (; entries > 0 && scan.TryNext(out PageEntry entry, ref probe); entries--)
        {
            probe.Decoded(1);
            if (TQuestion.Exact ? entry.Step >= rest : entry.Step > rest)
            {
                found = entry.Step == rest;
                stop.Code = found ? (byte)entry.Change : (byte)0;
                break;
            }

            rest -= entry.Step;
            position += entry.Change;
            isNone = entry.IsNone;
        }

        (stop.Rest, stop.Position, stop.IsNone, stop.BitsRead) = (rest, position, isNone, scan.BitsRead);
        return found;
    }
}
