using System.Text;
using EncodingLab.Cwasm;
using EncodingLab.Tables;

namespace EncodingLab.Files;

/// <summary>How a file's sections follow each other: enough to say what the file would weigh with tables of other sizes. Holds none of its bytes.</summary>
/// <remarks><see cref="WholeFile"/> says how Wasmtime lays a file out.</remarks>
public sealed class FileLayout
{
    private const int FileHeaderBytes = 64;
    private const int SectionHeaderBytes = 64;
    private readonly Piece[] _sections;
    private readonly Dictionary<TableKind, long> _recordBytes;
    private readonly long _headerBytes;

    private FileLayout(CwasmFile file)
    {
        CwasmSection[] own = [.. file.Image.Sections.Where(section => section.Name is SectionNames.Note or SectionNames.CallSites)];
        long ownNames = own.Sum(added => Encoding.UTF8.GetByteCount(added.Name) + 1);
        _sections = [.. InFileOrder(file).Except(own).Select(section =>
            new Piece(section.Name, (long)section.FileSize - (section.Index == file.Image.Header.SectionNameIndex ? ownNames : 0), (long)section.Alignment))];
        _recordBytes = SideTables.Kinds.ToDictionary(kind => kind, kind => SideTables.RecordBytes(file, kind));
        _headerBytes = (long)(file.Image.Header.SectionHeaderCount - own.Length) * SectionHeaderBytes;
    }

    /// <summary>The layout of a file; what redaction appended is left out.</summary>
    public static FileLayout Of(CwasmFile file) => new(file);

    /// <summary>The file's size if a table took this many bytes; a joint table takes the place of both sections, in that of the address map; the records of a side table stay.</summary>
    public long SizeWith(TableKind kind, long tableBytes) => SizeWith(new Dictionary<TableKind, long> { [kind] = tableBytes });

    /// <summary>The same for several tables at once.</summary>
    public long SizeWith(IReadOnlyDictionary<TableKind, long> tableBytes)
    {
        var sections = new Dictionary<string, long>();
        foreach ((TableKind kind, long bytes) in tableBytes)
        {
            if (kind == TableKind.Both)
            {
                sections[SectionNames.AddressMap] = bytes;
                sections[SectionNames.Traps] = 0;
            }
            else
            {
                sections[TableLoader.SectionOf(kind)] = bytes + _recordBytes.GetValueOrDefault(kind);
            }
        }

        return SizeWith(sections);
    }

    /// <summary>The same by section name. A section that the file lacks is not added.</summary>
    public long SizeWith(IReadOnlyDictionary<string, long> newSectionBytes)
    {
        long end = FileHeaderBytes;
        foreach (Piece section in _sections)
        {
            end = Align(end, section.Alignment) + newSectionBytes.GetValueOrDefault(section.Name, section.Bytes);
        }

        return Align(end, 8) + _headerBytes;
    }

    /// <summary>Sections in the order of their bytes; of those at one offset, empty ones first.</summary>
    private static IEnumerable<CwasmSection> InFileOrder(CwasmFile file) => file.Image.Sections
        .Where(section => section.Type is not (0 or CwasmSection.NoBits))
        .OrderBy(section => section.Offset).ThenBy(section => section.FileSize).ThenBy(section => section.Index);

    private static long Align(long offset, long alignment) => alignment <= 1 ? offset : (offset + alignment - 1) / alignment * alignment;

    /// <summary>A section as it lies in the file.</summary>
    private sealed record Piece(string Name, long Bytes, long Alignment);
}
