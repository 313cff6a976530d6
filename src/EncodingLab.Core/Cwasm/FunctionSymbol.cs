using System.Text;

namespace EncodingLab.Cwasm;

/// <summary>A function or trampoline: where its code lies in <c>.text</c>.</summary>
/// <param name="Name">Its name; empty in redacted files.</param>
/// <param name="Start">Offset in <c>.text</c>, bytes.</param>
/// <param name="Size">Bytes of code.</param>
public sealed record FunctionSymbol(string Name, uint Start, uint Size)
{
    private const int SymbolBytes = 24;
    private const int FunctionType = 2;

    /// <summary>All FUNC symbols of a file, sorted by offset.</summary>
    internal static IReadOnlyList<FunctionSymbol> ReadAll(CwasmFile file)
    {
        if (file.Find(SectionNames.Symbols) is not { } section)
        {
            return [];
        }

        if (section.FileSize % SymbolBytes != 0)
        {
            throw new CwasmFormatException(CwasmErrorKind.BadHeader, file.Path, $"section {section.Name} has {section.FileSize} bytes, expected a multiple of {SymbolBytes}", "compile the module again");
        }

        ElfImage image = file.Image;
        ReadOnlySpan<byte> names = section.Link < image.Sections.Count ? file.Bytes(image.Sections[(int)section.Link]).Span : default;
        var symbols = new List<FunctionSymbol>((int)section.FileSize / SymbolBytes);
        for (ulong at = section.Offset; at < section.Offset + section.FileSize; at += SymbolBytes)
        {
            if ((file.Bytes().Span[(int)at + 4] & 15) == FunctionType)
            {
                symbols.Add(new(NameAt(names, image.UInt32((long)at)), (uint)image.UInt64((long)at + 8), (uint)image.UInt64((long)at + 16)));
            }
        }

        symbols.Sort((a, b) => a.Start != b.Start ? a.Start.CompareTo(b.Start) : a.Size.CompareTo(b.Size));
        return symbols;
    }

    private static string NameAt(ReadOnlySpan<byte> names, uint start)
    {
        if (start == 0 || start >= (uint)names.Length)
        {
            return "";
        }

        ReadOnlySpan<byte> rest = names[(int)start..];
        int end = rest.IndexOf((byte)0);
        return Encoding.UTF8.GetString(end < 0 ? rest : rest[..end]);
    }
}
