using System.Buffers.Binary;
using System.Runtime.InteropServices;
using EncodingLab.Cwasm;

namespace EncodingLab.Files;

/// <summary>Call sites as bytes: ascending little-endian u32, each the offset just after a call.</summary>
internal static class CallSiteBytes
{
    /// <summary>Those that a redacted file carries; null where it has none.</summary>
    /// <exception cref="CwasmFormatException">The section contradicts itself.</exception>
    public static uint[]? InFile(CwasmFile file) =>
        file.Bytes(SectionNames.CallSites) is { } bytes ? Parse(file.Path, $"section {SectionNames.CallSites}", bytes.Span) : null;

    /// <summary>Those of a file of their own, plain or Brotli.</summary>
    /// <exception cref="CwasmFormatException">It cannot be read, or contradicts itself.</exception>
    public static uint[] Read(string path)
    {
        ReadOnlyMemory<byte> bytes = FileBytes.Open(path, out IDisposable? owner);
        using (owner)
        {
            return Parse(path, "call sites", bytes.Span);
        }
    }

    /// <summary>Requires that no call site lies beyond the code.</summary>
    /// <exception cref="CwasmFormatException">One does.</exception>
    public static void RequireInText(CwasmFile file, uint[]? sites)
    {
        ulong text = file.Find(SectionNames.Text)?.Size ?? 0;
        if (sites is { Length: > 0 } && sites[^1] > text)
        {
            throw Bad(file.Path, $"call sites: found one at offset {sites[^1]}, expected at most {text}, where {SectionNames.Text} ends");
        }
    }

    private static uint[] Parse(string path, string where, ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length % 4 != 0)
        {
            throw Bad(path, $"{where}: expected a multiple of 4 bytes, found {bytes.Length}");
        }

        uint[] sites = MemoryMarshal.Cast<byte, uint>(bytes).ToArray();
        if (!BitConverter.IsLittleEndian)
        {
            BinaryPrimitives.ReverseEndianness(sites, sites);
        }

        for (int i = 1; i < sites.Length; i++)
        {
            if (sites[i] < sites[i - 1])
            {
                throw Bad(path, $"{where}: expected ascending offsets, found entry {i} below its predecessor");
            }
        }

        return sites;
    }

    private static CwasmFormatException Bad(string path, string problem) => new(CwasmErrorKind.BadHeader, path, problem, "redact the file again, or leave its call sites out");
}
