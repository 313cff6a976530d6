using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace EncodingLab.Processes;

/// <summary>What a program left behind.</summary>
/// <param name="ExitCode">Its exit code; 128 + n where signal n ended it.</param>
/// <param name="Output">All of its standard output.</param>
/// <param name="Error">All of its standard error.</param>
public sealed record ChildResult(int ExitCode, string Output, string Error);

/// <summary>A program outside that could not be run to its end. The message is one line.</summary>
public sealed class ChildProcessException(string message) : Exception(message)
{
    /// <summary>Whether it had to be stopped, or could not be started: trying again would only take the same time.</summary>
    public bool IsHopeless { get; init; }
}

/// <summary>Runs a program outside, with a time limit, its output caught.</summary>
public static class ChildProcess
{
    /// <summary>Characters of output beyond which a program is taken to have gone mad: a disassembly of the largest module is a tenth of it.</summary>
    private const int MostOutput = 1 << 28;

    /// <summary>Runs a program to its end.</summary>
    /// <param name="program">Path of the executable.</param>
    /// <param name="arguments">Its arguments, passed as they are: no shell.</param>
    /// <param name="limit">When to end it, with all that it started.</param>
    /// <param name="environment">Variables to set on top of this process's own; null takes one away.</param>
    /// <param name="folder">Its working folder; this process's own where null.</param>
    /// <param name="cancel">When it fires the program is ended, with all that it started.</param>
    /// <exception cref="ChildProcessException">It cannot be started, or took longer than the limit.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancel"/> fired before it ended.</exception>
    public static ChildResult Run(
        string program, IEnumerable<string> arguments, TimeSpan limit, IReadOnlyDictionary<string, string?>? environment = null, string? folder = null, CancellationToken cancel = default)
    {
        using Process process = Start(program, arguments, environment, folder);
        using CancellationTokenRegistration ending = cancel.Register(() => End(process));
        process.StandardInput.Close();
        Task<string> output = ReadAsync(process, process.StandardOutput);
        Task<string> error = ReadAsync(process, process.StandardError);
        if (!process.WaitForExit(limit))
        {
            End(process);
            throw new ChildProcessException(string.Create(CultureInfo.InvariantCulture, $"{program}: did not end within {limit.TotalSeconds:0.#} s and was stopped; try again on a quieter machine")) { IsHopeless = true };
        }

        Task.WaitAll(output, error);
        cancel.ThrowIfCancellationRequested();
        if (output.Result.Length > MostOutput || error.Result.Length > MostOutput)
        {
            throw new ChildProcessException($"{program}: printed more than {MostOutput} characters and was stopped; expected far less") { IsHopeless = true };
        }

        return new(process.ExitCode, output.Result, error.Result);
    }

    /// <summary>Reads to the end, or ends a program that does not stop printing.</summary>
    private static async Task<string> ReadAsync(Process process, StreamReader reader)
    {
        var text = new StringBuilder();
        var buffer = new char[1 << 16];
        for (int read; (read = await reader.ReadAsync(buffer).ConfigureAwait(false)) > 0;)
        {
            text.Append(buffer, 0, read);
            if (text.Length > MostOutput)
            {
                End(process);
                break;
            }
        }

        return text.ToString();
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
            throw new ChildProcessException($"{program}: cannot be started: {(e is Win32Exception native ? new Win32Exception(native.NativeErrorCode).Message : e.Message)}; check the path and that it may be executed") { IsHopeless = true };
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
