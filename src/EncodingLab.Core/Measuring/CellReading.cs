using EncodingLab.Encodings;
using EncodingLab.Tables;

namespace EncodingLab.Measuring;

/// <summary>Hands a cell's bytes and readers to actions.</summary>
internal static class CellReading
{
    /// <summary>Runs an action with the cell's only reader, or with the traps' one where one operation asks both questions.</summary>
    public static void OfFirst<TAction>(TimedCell cell, ref TAction action)
        where TAction : struct, IReaderAction, allows ref struct
    {
        if (cell.Question.Rule == LookupRule.Joint)
        {
            Read(cell, (cell.TrapBytes ?? cell.Bytes).Span, TableKind.Traps, TrapReader(cell), ref action);
        }
        else
        {
            Read(cell, cell.Bytes.Span, cell.Question, cell.Reader.Name, ref action);
        }
    }

    /// <summary>Runs an action with the address map's reader of a cell that asks both questions.</summary>
    public static void OfMap<TAction>(TimedCell cell, ref TAction action)
        where TAction : struct, IReaderAction, allows ref struct =>
        Read(cell, cell.Bytes.Span, TableKind.AddressMap, cell.Reader.Name, ref action);

    private static string TrapReader(TimedCell cell)
    {
        if (cell.TrapReader is { } named || cell.Encoding is null)
        {
            return (cell.TrapReader ?? cell.Reader).Name;
        }

        IReadOnlyList<ReaderInfo> readers = cell.Encoding.Readers(TableKind.Traps);
        return readers.Any(reader => reader.Name == cell.Reader.Name) ? cell.Reader.Name : readers[0].Name;
    }

    private static void Read<TAction>(TimedCell cell, ReadOnlySpan<byte> bytes, TableKind question, string reader, ref TAction action)
        where TAction : struct, IReaderAction, allows ref struct
    {
        if (cell.ProbedSearch is bool tells)
        {
            ProbedSearch.Read(tells, bytes, question, ref action);
        }
        else if (cell.Encoding is { } encoding)
        {
            encoding.Read(bytes, question, reader, ref action);
        }
        else
        {
            action.Run<NullReader>(bytes, 0);
        }
    }
}
