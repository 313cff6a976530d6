using System.Diagnostics;
using EncodingLab.Files;
using EncodingLab.Tests.Support;

namespace EncodingLab.Tests.Files;

public sealed class AtomicFileTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [LinuxFact]
    public void The_mode_of_a_replaced_file_is_kept()
    {
        string path = _folder.Write("secret", [1]);
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        AtomicFile.Write(path, [2], force: true);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));
        Assert.Equal([2], File.ReadAllBytes(path));
    }

    [LinuxFact]
    public void A_link_stays_and_what_it_leads_to_at_last_is_replaced()
    {
        string target = _folder.Write("deep/target", [1]);
        File.CreateSymbolicLink(_folder.File("deep/middle"), "target");
        File.CreateSymbolicLink(_folder.File("link"), "deep/middle");
        Assert.Contains("exists", Assert.Throws<IOException>(() => AtomicFile.Write(_folder.File("link"), [2], force: false)).Message, StringComparison.Ordinal);
        AtomicFile.Write(_folder.File("link"), [2], force: true);
        Assert.Equal([2], File.ReadAllBytes(target));
        Assert.Equal("deep/middle", new FileInfo(_folder.File("link")).LinkTarget);
        Assert.Equal(3, Directory.EnumerateFileSystemEntries(_folder.Path, "*", SearchOption.AllDirectories).Count(path => !Directory.Exists(path)));
    }

    [LinuxFact]
    public void A_pipe_is_refused_and_stays_one()
    {
        string pipe = _folder.File("pipe");
        using (var made = Process.Start("mkfifo", [pipe]))
        {
            made.WaitForExit();
        }

        File.CreateSymbolicLink(_folder.File("link"), pipe);
        foreach (string path in new[] { pipe, _folder.File("link") })
        {
            Assert.Equal($"{path}: is a device or pipe; name a file", Assert.Throws<IOException>(() => AtomicFile.Write(path, [2], force: true)).Message);
        }

        using var still = Process.Start("test", ["-p", pipe]);
        still.WaitForExit();
        Assert.Equal(0, still.ExitCode);
    }

    [Fact]
    public void A_folder_is_refused() =>
        Assert.Contains("is a folder; name a file", Assert.Throws<IOException>(() => AtomicFile.Write(_folder.Path, [2], force: true)).Message, StringComparison.Ordinal);

    [LinuxFact]
    public void What_cannot_be_made_is_named_as_it_was_asked_for()
    {
        string message = Assert.Throws<IOException>(() => AtomicFile.Write("/proc/out.bin", [2], force: false)).Message;
        Assert.StartsWith("/proc/out.bin: cannot be written: ", message, StringComparison.Ordinal);
        Assert.DoesNotContain("unfinished", message, StringComparison.Ordinal);
    }
}
