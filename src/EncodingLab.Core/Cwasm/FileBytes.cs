using System.Buffers;
using System.IO.Compression;

namespace EncodingLab.Cwasm;

/// <summary>The bytes of a <c>.cwasm</c> (mapped) or <c>.cwasm.br</c> (unpacked into memory).</summary>
internal static class FileBytes
{
    /// <summary>The most that a Brotli file may unpack to: 1 GiB, five times the largest cwasm seen.</summary>
    public const int UnpackLimit = 1 << 30;

    /// <summary>Ending of a packed file.</summary>
    public const string PackedEnding = ".br";

    /// <summary>Opens a file; dispose the owner when done with the memory.</summary>
    /// <param name="path">Packed where it ends in <c>.br</c>.</param>
    /// <param name="owner">Holds a mapping; null where there is none.</param>
    /// <param name="unpackLimit">The most bytes that a packed file may unpack to.</param>
    /// <param name="expectedBytes">What it probably unpacks to, 0 where that is not known: one buffer instead of several.</param>
    /// <exception cref="CwasmFormatException">It cannot be read, is damaged, or is too large.</exception>
    public static ReadOnlyMemory<byte> Open(string path, out IDisposable? owner, int unpackLimit = UnpackLimit, long expectedBytes = 0)
    {
        owner = null;
        try
        {
            var info = new FileInfo(path);
            if (!info.Exists)
            {
                throw new CwasmFormatException(CwasmErrorKind.Unreadable, path, Directory.Exists(path) ? "a folder, expected one file" : "no such file", "check the path");
            }

            if (path.EndsWith(PackedEnding, StringComparison.OrdinalIgnoreCase))
            {
                return Unpack(path, unpackLimit, expectedBytes);
            }

            if (info.Length > Array.MaxLength)
            {
                throw new CwasmFormatException(CwasmErrorKind.TooLarge, path, $"{info.Length} bytes, at most {Array.MaxLength} are handled", "split the module");
            }

            if (info.Length == 0)
            {
                return default;
            }

            var mapped = new MappedFile(path, (int)info.Length);
            owner = mapped;
            return mapped.Memory;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CwasmFormatException(CwasmErrorKind.Unreadable, path, $"cannot be read: {e.Message}", "check the path and its permissions");
        }
    }

    private static ReadOnlyMemory<byte> Unpack(string path, int limit, long expected)
    {
        byte[] packed = File.ReadAllBytes(path);
        using var decoder = default(BrotliDecoder);
        byte[] output = GC.AllocateUninitializedArray<byte>((int)Math.Min(Math.Max(expected > 0 ? expected : packed.Length * 8L, 4096), limit));
        int written = 0;
        ReadOnlySpan<byte> rest = packed;
        while (true)
        {
            OperationStatus status = decoder.Decompress(rest, output.AsSpan(written), out int consumed, out int produced);
            rest = rest[consumed..];
            written += produced;
            switch (status)
            {
                case OperationStatus.Done when rest.IsEmpty:
                    return output.AsMemory(0, written);
                case OperationStatus.DestinationTooSmall when output.Length < limit:
                    Array.Resize(ref output, (int)Math.Min(output.Length * 2L, limit));
                    break;
                case OperationStatus.DestinationTooSmall:
                    throw new CwasmFormatException(CwasmErrorKind.TooLarge, path, $"unpacks to more than the limit of {limit} bytes", "unpack it yourself and give the .cwasm");
                case OperationStatus.NeedMoreData:
                    throw new CwasmFormatException(CwasmErrorKind.BadBrotli, path, $"the Brotli stream is cut short after {packed.Length} bytes", "copy the file again");
                default:
                    throw new CwasmFormatException(CwasmErrorKind.BadBrotli, path, $"not a whole Brotli stream: damage near packed byte {packed.Length - rest.Length}", "copy the file again");
            }
        }
    }
}
