using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;

namespace EncodingLab.Processes;

/// <summary>What a program left behind.</summary>
/// <param name="ExitCode">Its exit code; 128 + n where signal n ended it.</param>
/// <param name="Output">All of its standard output.</param>
/// <param name="Error">All of its standard error.</param>
public sealed record ChildResult(int ExitCode, string Output, string Error);

/// <summary>A program outside that could not be run to its end. The message is one line.</summary>
public sealed class ChildProcessException(string message) : Exception(message);

/// <summary>Runs a program outside, with a time limit, its output caught.</summary>
public static class ChildProcess
{
    /// <summary>Runs a program to its end.</summary>
    /// <param name="program">Path of the executable.</param>
    /// <param name="arguments">Its arguments, passed as they are: no shell.</param>
    /// <param name="limit">When to end it, with all that it started.</param>
    /// <param name="environment">Variables to set on top of this process's own; null takes one away.</param>
    /// <param name="folder">Its working folder; this process's own where null.</param>
    /// <exception cref="ChildProcessException">It cannot be started, or took longer than the limit.</exception>
    public static ChildResult Run(
        string program, IEnumerable<string> arguments, TimeSpan limit, IReadOnlyDictionary<string, string?>? environment = null, string? folder = null)
    {
        using Process process = Start(program, arguments, environment, folder);
        process.StandardInput.Close();
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> error = process.StandardError.ReadToEndAsync();
        if (!process.WaitForExit(limit))
        {
            End(process);
            throw new ChildProcessException(string.Create(CultureInfo.InvariantCulture, $"{program}: did not end within {limit.TotalSeconds:0.#} s and was stopped; try again on a quieter machine"));
        }

        Task.WaitAll(output, error);
        return new(process.ExitCode, output.Result, error.Result);
    }

    private static Process Start(string program, IEnumerable<string> arguments, IReadOnlyDictionary<string, string?>? environment, string? folder)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = folder ?? "",
        };
        foreach ((string name, string? value) in environment ?? new Dictionary<string, string?>())
        {
            start.Environment[name] = value;
        }

        try
        {
            return Process.Start(start)!;
        }
        catch (Exception e) when (e is Win32Exception or InvalidOperationException or PlatformNotSupportedException)
        {
            throw new ChildProcessException($"{program}: cannot be started: {e.Message}; check the path and that it may be executed");
        }
    }

    private static void End(Process process)
    {
        try
        {
            process.Kill(entireProcessTree: true);
            process.WaitForExit();
        }
        catch (InvalidOperationException)
        {
            // It ended by itself between the limit and here.
        }
    }
}
