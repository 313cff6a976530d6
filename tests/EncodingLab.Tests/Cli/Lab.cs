using System.Diagnostics;

namespace EncodingLab.Tests.Cli;

/// <summary>The command line as a user runs it: its own process, its own exit code.</summary>
internal static class Lab
{
    private static readonly TimeSpan s_limit = TimeSpan.FromMinutes(2);

    /// <summary>What a run of the program gave.</summary>
    public sealed record Outcome(int ExitCode, string Output, string Errors)
    {
        /// <summary>Fails where the program showed a stack trace, or more than one line of error.</summary>
        public void IsOneLineOfError(int exitCode, params string[] parts)
        {
            Assert.Equal(exitCode, ExitCode);
            string[] lines = [.. Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(line => line.StartsWith("error: ", StringComparison.Ordinal))];
            Assert.True(lines.Length == 1, Errors);
            Assert.DoesNotContain("   at ", Errors + Output, StringComparison.Ordinal);
            Assert.All(parts, part => Assert.Contains(part, lines[0], StringComparison.Ordinal));
        }
    }

    /// <summary>Runs the program to its end.</summary>
    public static Outcome Run(params string[] args)
    {
        using Process process = Start(args);
        return Finish(process);
    }

    /// <summary>Starts the program.</summary>
    public static Process Start(params string[] args)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "EncodingLab.dll"));
        foreach (string arg in args)
        {
            start.ArgumentList.Add(arg);
        }

        start.WorkingDirectory = Support.Repo.Root;
        return Process.Start(start)!;
    }

    /// <summary>Waits for the program and collects what it printed.</summary>
    public static Outcome Finish(Process process)
    {
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> errors = process.StandardError.ReadToEndAsync();
        Assert.True(process.WaitForExit(s_limit), "the program did not end");
        return new(process.ExitCode, output.Result, errors.Result);
    }
}
