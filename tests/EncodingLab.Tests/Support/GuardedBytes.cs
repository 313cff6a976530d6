using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace EncodingLab.Tests.Support;

/// <summary>Bytes that end where memory ends: reading one byte further stops the process, which names the reader that did it.</summary>
/// <remarks>On systems without mmap the bytes lie in the middle of an array instead, and only what a reader makes of the surroundings could be noticed.</remarks>
internal sealed class GuardedBytes : IDisposable
{
    private const int Page = 1 << 16;
    private const int NoAccess = 0;
    private const int ReadWrite = 3;
    private const int PrivateAnonymous = 0x22;
    private readonly byte[] _plain = [];
    private readonly nint _start;
    private readonly int _capacity;

    public GuardedBytes(int capacity)
    {
        _capacity = (capacity + Page - 1) / Page * Page;
        if (!OperatingSystem.IsLinux())
        {
            _plain = new byte[_capacity];
            return;
        }

        nint mapped = Map(0, (nuint)(_capacity + (2 * Page)), NoAccess, PrivateAnonymous, -1, 0);
        if (mapped == -1 || Protect(mapped + Page, (nuint)_capacity, ReadWrite) != 0)
        {
            throw new InvalidOperationException("no memory for guarded bytes");
        }

        _start = mapped + Page;
    }

    /// <summary>The bytes, copied to where nothing readable follows them.</summary>
    public ReadOnlySpan<byte> BeforeGuard(ReadOnlySpan<byte> bytes)
    {
        Span<byte> place = All()[(_capacity - bytes.Length)..];
        bytes.CopyTo(place);
        return place;
    }

    /// <summary>The bytes, copied to where nothing readable precedes them.</summary>
    public ReadOnlySpan<byte> AfterGuard(ReadOnlySpan<byte> bytes)
    {
        Span<byte> place = All()[..bytes.Length];
        bytes.CopyTo(place);
        return place;
    }

    public void Dispose()
    {
        if (_start != 0)
        {
            _ = Unmap(_start - Page, (nuint)(_capacity + (2 * Page)));
        }
    }

    private Span<byte> All() => _start == 0 ? _plain : MemoryMarshal.CreateSpan(ref Unsafe.AddByteOffset(ref Unsafe.NullRef<byte>(), _start), _capacity);

    [DllImport("libc", EntryPoint = "mmap", SetLastError = true)]
    private static extern nint Map(nint address, nuint length, int protection, int flags, int file, nint offset);

    [DllImport("libc", EntryPoint = "mprotect", SetLastError = true)]
    private static extern int Protect(nint address, nuint length, int protection);

    [DllImport("libc", EntryPoint = "munmap", SetLastError = true)]
    private static extern int Unmap(nint address, nuint length);
}
