namespace EncodingLab.Tests.Support;

/// <summary>A Wasmtime that is a shell script: answers its version, and compiles by a line of the test's.</summary>
internal static class FakeWasmtime
{
    /// <summary>Copies the last argument, the module, to the output, which stands before it.</summary>
    public const string Copy = "eval \"out=\\${$(($# - 1))}\"; eval \"in=\\${$#}\"; cp \"$in\" \"$out\"";

    /// <summary>Writes the script and returns its path.</summary>
    public static string Make(string folder, string name, string version, string compile)
    {
        string path = Path.Combine(folder, name);
        File.WriteAllText(path, $"#!/bin/sh\nif [ \"$1\" = --version ]; then echo '{version}'; exit 0; fi\necho \"$@\" >> '{path}.calls'\n{compile}\n");
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return path;
    }

    /// <summary>How often it was asked to compile.</summary>
    public static int Calls(string path) => File.Exists(path + ".calls") ? File.ReadAllLines(path + ".calls").Length : 0;
}
