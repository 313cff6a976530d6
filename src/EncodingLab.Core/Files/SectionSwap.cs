using System.Buffers.Binary;
using EncodingLab.Cwasm;

namespace EncodingLab.Files;

/// <summary>The same file with other bytes in one section: what lies behind moves, nothing else changes.</summary>
/// <remarks>
/// Wasmtime's ELF files are sections at the next multiple of their alignment, one after another, then section headers at a multiple of 8 and nothing more. A file that is not exactly that
/// is refused, because what else may point into it is not known. Offsets in section headers and the headers' own offset are all that name places in the file.
/// </remarks>
internal static class SectionSwap
{
    private const int FileHeaderBytes = 64;
    private const int SectionHeaderBytes = 64;
    private const int HeaderAlignment = 8;
    private const int HeaderOffsetField = 40;
    private const int SectionOffsetField = 24;
    private const int SectionSizeField = 32;

    /// <summary>Writes the file anew.</summary>
    /// <param name="file">The file.</param>
    /// <param name="section">Which section.</param>
    /// <param name="content">Its new bytes.</param>
    /// <exception cref="CwasmFormatException">The file is not laid out as Wasmtime lays files out.</exception>
    public static byte[] Apply(CwasmFile file, CwasmSection section, ReadOnlySpan<byte> content)
    {
        CwasmSection[] ordered = [.. file.Image.Sections.Skip(1).OrderBy(one => one.Offset).ThenBy(one => one.FileSize).ThenBy(one => one.Index)];
        RequireKnownLayout(file, ordered);
        var size = (ulong)content.Length;
        ulong[] offsets = Layout(ordered, one => one == section ? size : one.FileSize, out ulong headers);
        var output = new byte[headers + ((ulong)file.Image.Header.SectionHeaderCount * SectionHeaderBytes)];
        ReadOnlySpan<byte> input = file.Bytes().Span;
        input[..FileHeaderBytes].CopyTo(output);
        input[(int)file.Image.Header.SectionHeaderOffset..].CopyTo(output.AsSpan((int)headers));
        WriteUInt64(file, output.AsSpan(HeaderOffsetField), headers);
        for (int i = 0; i < ordered.Length; i++)
        {
            ReadOnlySpan<byte> bytes = ordered[i] == section ? content : file.Bytes(ordered[i]).Span;
            bytes.CopyTo(output.AsSpan((int)offsets[i]));
            Span<byte> header = output.AsSpan((int)headers + (ordered[i].Index * SectionHeaderBytes), SectionHeaderBytes);
            WriteUInt64(file, header[SectionOffsetField..], offsets[i]);
            WriteUInt64(file, header[SectionSizeField..], (ulong)bytes.Length);
        }

        return output;
    }

    private static void RequireKnownLayout(CwasmFile file, CwasmSection[] ordered)
    {
        Require(file, file.Image.Header.ProgramHeaderCount == 0, $"has {file.Image.Header.ProgramHeaderCount} program headers, expected none");
        ulong[] offsets = Layout(ordered, one => one.FileSize, out ulong headers);
        ulong end = FileHeaderBytes;
        for (int i = 0; i < ordered.Length; i++)
        {
            CwasmSection one = ordered[i];
            Require(file, one.Type is not (0 or CwasmSection.NoBits), $"section {one.Name} takes no bytes in the file, expected sections that do");
            Require(file, one.Offset == offsets[i], $"section {one.Name} begins at {one.Offset}, expected {offsets[i]}: the next multiple of its alignment");
            RequireZeros(file, end, one.Offset);
            end = one.Offset + one.FileSize;
        }

        ulong length = (ulong)file.Bytes().Length;
        ulong whole = headers + ((ulong)file.Image.Header.SectionHeaderCount * SectionHeaderBytes);
        Require(file, file.Image.Header.SectionHeaderOffset == headers, $"section headers begin at {file.Image.Header.SectionHeaderOffset}, expected {headers}: behind the sections");
        Require(file, length == whole, $"has {length} bytes, expected {whole}: nothing behind the section headers");
        RequireZeros(file, end, headers);
    }

    private static ulong[] Layout(CwasmSection[] ordered, Func<CwasmSection, ulong> size, out ulong headers)
    {
        var offsets = new ulong[ordered.Length];
        ulong end = FileHeaderBytes;
        for (int i = 0; i < ordered.Length; i++)
        {
            offsets[i] = Align(end, Math.Max(ordered[i].Alignment, 1));
            end = offsets[i] + size(ordered[i]);
        }

        headers = Align(end, HeaderAlignment);
        return offsets;
    }

    private static ulong Align(ulong offset, ulong alignment) => (offset + alignment - 1) / alignment * alignment;

    private static void RequireZeros(CwasmFile file, ulong from, ulong to) =>
        Require(file, from >= to || file.Bytes().Span[(int)from..(int)to].IndexOfAnyExcept((byte)0) < 0, $"has bytes other than zero between sections, after offset {from}");

    private static void Require(CwasmFile file, bool holds, string problem)
    {
        if (!holds)
        {
            throw new CwasmFormatException(CwasmErrorKind.Refused, file.Path, problem, "only files as wasmtime compile writes them can be pruned");
        }
    }

    private static void WriteUInt64(CwasmFile file, Span<byte> at, ulong value)
    {
        if (file.Image.BigEndian)
        {
            BinaryPrimitives.WriteUInt64BigEndian(at, value);
        }
        else
        {
            BinaryPrimitives.WriteUInt64LittleEndian(at, value);
        }
    }
}
