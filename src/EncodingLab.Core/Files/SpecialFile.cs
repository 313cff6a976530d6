using System.Runtime.InteropServices;

namespace EncodingLab.Files;

/// <summary>Whether a path leads to a device, a pipe or a socket. .NET does not tell, so Linux is asked; elsewhere everything passes for a file.</summary>
/// <remarks>Source: statx(2) of the Linux manual, whose answer is laid out alike on all architectures.</remarks>
internal static partial class SpecialFile
{
    private const int FactsBytes = 256;
    private const int ModeAt = 28;
    private const int FromCurrentFolder = -100;
    private const uint WantType = 1;
    private const int TypeBits = 0xF000;
    private const int RegularFile = 0x8000;
    private const int Folder = 0x4000;

    /// <summary>True for what exists, its links followed, and is neither file nor folder.</summary>
    public static bool Is(string path)
    {
        Span<byte> facts = stackalloc byte[FactsBytes];
        return OperatingSystem.IsLinux()
            && Path.Exists(path)
            && Ask(FromCurrentFolder, path, 0, WantType, facts) == 0
            && (MemoryMarshal.Read<ushort>(facts[ModeAt..]) & TypeBits) is not (RegularFile or Folder);
    }

    [LibraryImport("libc", EntryPoint = "statx", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Ask(int folder, string path, int flags, uint wanted, Span<byte> facts);
}
