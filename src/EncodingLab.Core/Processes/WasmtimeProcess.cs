using System.Globalization;

namespace EncodingLab.Processes;

/// <summary>What running a compiled file came to.</summary>
/// <param name="ExitCode">134 for a trap on Linux, else the program's own.</param>
/// <param name="Output">Standard output.</param>
/// <param name="Error">Standard error: for a trap the error, the wasm backtrace and the trap.</param>
public sealed record EngineRun(int ExitCode, string Output, string Error)
{
    /// <summary>Whether it ended in a trap with a wasm backtrace.</summary>
    public bool Trapped => Error.Contains("wasm backtrace:", StringComparison.Ordinal);
}

/// <summary>A real Wasmtime: compiles modules and runs compiled files.</summary>
/// <param name="Path">Its executable.</param>
/// <param name="Version">Such as <c>47.0.2</c>.</param>
public sealed record WasmtimeProcess(string Path, string Version)
{
    /// <summary>The variable that lists executables, in the order of the machine's path list.</summary>
    public const string Variable = "ENCODINGLAB_WASMTIME";

    /// <summary>The oldest whose command line has the option groups of today (<c>-C</c>, <c>-D</c>, <c>-O</c>, <c>-W</c>).</summary>
    private const int Oldest = 14;

    private const int MostShown = 300;
    private static readonly TimeSpan s_limit = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan s_versionLimit = TimeSpan.FromSeconds(20);

    /// <summary>No stack of the engine itself in its messages: it differs from run to run.</summary>
    private static readonly Dictionary<string, string?> s_environment = new() { ["RUST_BACKTRACE"] = "0", ["WASMTIME_BACKTRACE_DETAILS"] = "1", ["NO_COLOR"] = "1" };

    /// <summary>As a user's shell would run it: <c>WASMTIME_BACKTRACE_DETAILS</c> would make it keep the module's DWARF in the compiled file, which nobody asked for.</summary>
    private static readonly Dictionary<string, string?> s_plain = new() { ["RUST_BACKTRACE"] = "0", ["WASMTIME_BACKTRACE_DETAILS"] = null, ["NO_COLOR"] = "1" };

    /// <summary>Whether backtraces name source lines. A file that was compiled without is refused where they are asked for.</summary>
    public bool Details { get; init; } = true;

    private Dictionary<string, string?> Settings => Details ? s_environment : s_plain;

    /// <summary>The major version.</summary>
    public int Major => int.Parse(Version.Split('.')[0], CultureInfo.InvariantCulture);

    /// <summary>Asks an executable for its version.</summary>
    /// <exception cref="ChildProcessException">It cannot be run, or is no Wasmtime.</exception>
    public static WasmtimeProcess Open(string path)
    {
        string answer = ChildProcess.Run(path, ["--version"], s_versionLimit).Output.Trim();
        string[] words = answer.Split(' ');

        // Before version 25 the program gave its package's name (bytecodealliance/wasmtime pull request 9153).
        if (words is not ["wasmtime" or "wasmtime-cli", var version, ..] || !int.TryParse(version.Split('.')[0], NumberStyles.None, CultureInfo.InvariantCulture, out int major))
        {
            throw new ChildProcessException($"{path}: expected it to answer 'wasmtime VERSION', found '{answer}'; name a Wasmtime executable");
        }

        return major >= Oldest
            ? new(path, version)
            : throw new ChildProcessException($"{path}: too old: expected Wasmtime {Oldest} or later, found {version}; name a newer executable");
    }

    /// <summary>The executables that <see cref="Variable"/> lists; where it is not set, the one on the path, if any.</summary>
    /// <exception cref="ChildProcessException">A listed one cannot be run.</exception>
    public static IReadOnlyList<WasmtimeProcess> FindAll()
    {
        string? listed = Environment.GetEnvironmentVariable(Variable);
        if (!string.IsNullOrEmpty(listed))
        {
            return [.. listed.Split(System.IO.Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries).Select(Open)];
        }

        string? onPath = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(System.IO.Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Select(folder => System.IO.Path.Combine(folder, "wasmtime"))
            .FirstOrDefault(File.Exists);
        return onPath is null ? [] : [Open(onPath)];
    }

    /// <summary>The executable of a path, or of a name on the path of the machine.</summary>
    /// <exception cref="ChildProcessException">There is none, it cannot be run, or it is no Wasmtime.</exception>
    public static WasmtimeProcess Find(string nameOrPath)
    {
        if (File.Exists(nameOrPath))
        {
            return Open(nameOrPath);
        }

        string? found = nameOrPath.Contains(System.IO.Path.DirectorySeparatorChar, StringComparison.Ordinal) ? null : (Environment.GetEnvironmentVariable("PATH") ?? "").Split(System.IO.Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Select(folder => System.IO.Path.Combine(folder, nameOrPath)).FirstOrDefault(File.Exists);
        return Open(found ?? throw new ChildProcessException($"{System.IO.Path.GetFileName(nameOrPath)}: no such executable here or on PATH; give the path of a Wasmtime"));
    }

    /// <summary>Compiles a module or a text module for running: what names files and lines in a backtrace is kept.</summary>
    /// <param name="module">A <c>.wasm</c> or <c>.wat</c>.</param>
    /// <param name="output">Where the compiled file goes.</param>
    /// <param name="options">Such as <c>--target pulley64</c>, one argument each.</param>
    /// <exception cref="ChildProcessException">It could not be compiled.</exception>
    public void Compile(string module, string output, params IEnumerable<string> options) => Compile(module, output, s_limit, options, Settings);

    /// <summary>Compiles with these options and nothing else, within a time of the caller's.</summary>
    /// <exception cref="ChildProcessException">It could not be compiled, crashed, or took longer. One line: what Wasmtime said of it, or which signal ended it.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancel"/> fired: it was ended.</exception>
    public void Compile(string module, string output, TimeSpan limit, IEnumerable<string> options, CancellationToken cancel) => Compile(module, output, limit, options, s_plain, cancel);

    private void Compile(string module, string output, TimeSpan limit, IEnumerable<string> options, Dictionary<string, string?> environment, CancellationToken cancel = default)
    {
        ChildResult result = ChildProcess.Run(Path, ["compile", .. options, "-o", output, module], limit, environment, cancel: cancel);
        if (result.ExitCode != 0)
        {
            throw new ChildProcessException($"{System.IO.Path.GetFileName(Path)} {Version}: compiling {System.IO.Path.GetFileName(module)} {Reason(result)}");
        }

        if (!File.Exists(output))
        {
            throw new ChildProcessException($"{System.IO.Path.GetFileName(Path)} {Version}: compiling {System.IO.Path.GetFileName(module)} gave no such file as was asked for, and no error; check the executable");
        }
    }

    private static string Reason(ChildResult result)
    {
        if (result.ExitCode > 128)
        {
            return result.ExitCode == 137 ? "was ended by signal 9: usually the machine's memory ran out" : $"crashed: ended by signal {result.ExitCode - 128}";
        }

        string said = string.Join(' ', result.Error.Split("Stack backtrace:")[0].Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));
        return $"failed: {(said.Length == 0 ? $"exit code {result.ExitCode}" : said.Length > MostShown ? said[..MostShown] + "..." : said)}";
    }

    /// <summary>Runs a compiled file in its own folder, so that messages name it alike wherever it lies.</summary>
    /// <param name="compiled">A compiled file.</param>
    /// <param name="options">Options of <c>run</c>, one argument each.</param>
    /// <param name="call">An exported function and its arguments; none runs the program.</param>
    public EngineRun Run(string compiled, IEnumerable<string> options, params string[] call)
    {
        string full = System.IO.Path.GetFullPath(compiled);
        string[] invoke = call.Length > 0 ? ["--invoke", call[0]] : [];
        ChildResult result = ChildProcess.Run(
            Path, ["run", "--allow-precompiled", .. options, .. invoke, System.IO.Path.GetFileName(full), .. call.Skip(1)], s_limit, Settings, System.IO.Path.GetDirectoryName(full));
        return new(result.ExitCode, result.Output, result.Error);
    }
}
