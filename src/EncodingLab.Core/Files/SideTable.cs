using System.Buffers.Binary;
using EncodingLab.Cwasm;
using EncodingLab.Tables;

namespace EncodingLab.Files;

/// <summary>A pc table whose values point at records in the same section.</summary>
public sealed class SideTable
{
    private readonly Lazy<long> _distinctWords;

    internal SideTable(PcTable table, long sectionBytes, Func<long> distinctWords)
    {
        Table = table;
        SectionBytes = sectionBytes;
        _distinctWords = new(distinctWords);
    }

    /// <summary>pc -> where its record is.</summary>
    public PcTable Table { get; }

    /// <summary>Bytes of the whole section.</summary>
    public long SectionBytes { get; }

    /// <summary>A count, then a u32 for each pc and one for where its record is: what the fixed-width encoding takes.</summary>
    public long PcTableBytes => 4 + (8L * Table.Count);

    /// <summary>The rest of the section: the records, and what else it holds.</summary>
    public long RecordBytes => SectionBytes - PcTableBytes;

    /// <summary>What the records would take if equal ones were stored once.</summary>
    public long DistinctRecordBytes => 4 * _distinctWords.Value;
}

/// <summary>Finds and reads the side tables of a file.</summary>
public static class SideTables
{
    /// <summary>The kinds, in the order in which they are reported.</summary>
    public static IReadOnlyList<TableKind> Kinds { get; } = [TableKind.StackMap, TableKind.Exceptions, TableKind.Frames];

    /// <summary>Reads one; null where the file has none.</summary>
    /// <exception cref="CwasmFormatException">The section contradicts itself, or is of a layout not known here.</exception>
    public static SideTable? Read(CwasmFile file, TableKind kind)
    {
        if (file.Bytes(TableLoader.SectionOf(kind)) is not { } bytes)
        {
            return null;
        }

        uint text = (uint)Math.Min(file.Find(SectionNames.Text)?.Size ?? 0, uint.MaxValue);
        try
        {
            return kind == TableKind.StackMap ? StackMapSection.Parse(bytes, text).ToSideTable()
                : kind == TableKind.Exceptions ? ExceptionSection.Parse(bytes, text).ToSideTable()
                : FrameSection.Parse(bytes, text).ToSideTable();
        }
        catch (MalformedTableException e)
        {
            throw new CwasmFormatException(CwasmErrorKind.BadTable, file.Path, $"section {TableLoader.SectionOf(kind)}: {e.Message}", "compile the module again, or leave this table out");
        }
    }

    /// <summary>Bytes of a section that are not its pc table; all of it where it cannot be read, 0 where the file has none.</summary>
    internal static long RecordBytes(CwasmFile file, TableKind kind)
    {
        ReadOnlySpan<byte> bytes = (file.Bytes(TableLoader.SectionOf(kind)) ?? default).Span;
        int count = kind == TableKind.Frames ? 4 : 0;
        long table = bytes.Length < count + 4 ? 0 : 4 + (8L * BinaryPrimitives.ReadUInt32LittleEndian(bytes[count..]));
        return table <= bytes.Length ? bytes.Length - table : bytes.Length;
    }

    /// <summary>Those of a file that can be read: a run that does not ask for them is not troubled by one that cannot.</summary>
    internal static IReadOnlyList<PcTable> ReadAll(CwasmFile file)
    {
        var tables = new List<PcTable>();
        foreach (TableKind kind in Kinds)
        {
            try
            {
                if (Read(file, kind) is { } side)
                {
                    tables.Add(side.Table);
                }
            }
            catch (CwasmFormatException)
            {
                // Inspection says what is wrong; here the table counts as absent.
            }
        }

        return tables;
    }
}
