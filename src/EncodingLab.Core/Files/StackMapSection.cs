using EncodingLab.Tables;

namespace EncodingLab.Files;

/// <summary>Which stack slots hold live references at a return address.</summary>
/// <param name="Pc">Return address, offset in <c>.text</c>.</param>
/// <param name="FrameBytes">From the stack pointer to the frame pointer.</param>
/// <param name="Offsets">Of the references, bytes above the stack pointer, ascending.</param>
public sealed record StackMapEntry(uint Pc, uint FrameBytes, IReadOnlyList<uint> Offsets);

/// <summary>The section <c>.wasmtime.stackmap</c>.</summary>
/// <remarks>
/// Little-endian u32 throughout: count; count x return address, ascending; count x where its record begins, in words; the records.
/// A record: frame bytes; number of bitmap words; bitmap words, whose bit b stands for the slot at 4 x b bytes above the stack pointer.
/// Source: bytecodealliance/wasmtime, crates/environ/src/stack_map.rs at 073aedab85 and crates/environ/src/compile/stack_maps.rs at b92a5b987f;
/// the sections that 46.0.3 and 47.0.2 wrote agree, and so does what <c>wasmtime objdump --stack-maps</c> prints of them.
/// </remarks>
public sealed class StackMapSection
{
    private const int RecordHeaderWords = 2;
    private readonly long _bytes;
    private readonly uint[] _pcs;
    private readonly uint[] _starts;
    private readonly uint[] _words;

    private StackMapSection(long bytes, uint[] pcs, uint[] starts, uint[] words)
    {
        _bytes = bytes;
        _pcs = pcs;
        _starts = starts;
        _words = words;
    }

    /// <summary>All entries in order.</summary>
    public IEnumerable<StackMapEntry> Entries => Enumerable.Range(0, _pcs.Length).Select(Entry);

    /// <summary>Reads and checks the whole section.</summary>
    /// <exception cref="MalformedTableException">It contradicts itself.</exception>
    public static StackMapSection Parse(ReadOnlyMemory<byte> section, uint textBytes)
    {
        var reader = new WordSection(section.Span);
        uint count = reader.Word("the number of stack maps");
        uint[] pcs = reader.Words(count, "return addresses");
        uint[] starts = reader.Words(count, "record offsets");
        uint[] words = reader.Words(reader.BytesLeft / 4, "records");
        reader.End();
        WordSection.RequireAscending(pcs, textBytes + 1UL, "return address");
        ulong end = 0;
        for (int i = 0; i < starts.Length; i++)
        {
            end = RequireRecord(words, starts[i], end, i);
        }

        return new(section.Length, pcs, starts, words);
    }

    internal SideTable ToSideTable() => new(
        new PcTable(TableKind.StackMap, _pcs, _starts), _bytes,
        () => WordSection.DistinctWords(_words, _starts.Select(start => ((int)start, RecordHeaderWords + (int)_words[start + 1]))));

    /// <summary>Records lie one after another, as Wasmtime writes them; returns where this one ends.</summary>
    private static ulong RequireRecord(uint[] words, uint start, ulong previousEnd, int entry)
    {
        ulong end = start + (ulong)RecordHeaderWords;
        end += end <= (ulong)words.Length ? words[start + 1] : 0;
        return start >= previousEnd && end <= (ulong)words.Length ? end : throw new MalformedTableException(
            $"the record of stack map {entry} takes words {start} to {end}, expected it behind word {previousEnd} and within the {words.Length} words of records");
    }

    private StackMapEntry Entry(int index)
    {
        int start = (int)_starts[index];
        var offsets = new List<uint>();
        for (int word = 0; word < (int)_words[start + 1]; word++)
        {
            for (uint bits = _words[start + RecordHeaderWords + word]; bits != 0; bits &= bits - 1)
            {
                offsets.Add((uint)((word * 32) + System.Numerics.BitOperations.TrailingZeroCount(bits)) * 4);
            }
        }

        return new(_pcs[index], _words[start], offsets);
    }
}
