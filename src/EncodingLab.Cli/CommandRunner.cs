using System.CommandLine;
using System.CommandLine.Parsing;
using EncodingLab.Cwasm;
using EncodingLab.Experiments;
using EncodingLab.Notebooks;
using EncodingLab.Reporting.Advice;
using EncodingLab.Results;

namespace EncodingLab.Cli;

/// <summary>Parses, runs, and turns what goes wrong into one line and an exit code. No stack trace reaches a user.</summary>
internal static class CommandRunner
{
    /// <summary>Longest that a verb may take to stop after Ctrl-C: it finishes the cell under way and writes what it has.</summary>
    private static readonly TimeSpan s_stopTime = TimeSpan.FromSeconds(60);

    public static int Run(RootCommand root, IReadOnlyList<string> args)
    {
        ParseResult parsed = root.Parse(args);
        if (UnknownOption(parsed) is { } unknown)
        {
            return Fail(ExitCodes.Usage, $"unknown option '{unknown}'{Meant(parsed, unknown)}; see {HelpOf(parsed)}");
        }

        if (UnknownVerb(parsed) is { } verb)
        {
            return Fail(ExitCodes.Usage, verb);
        }

        if (parsed.Errors.Count > 0)
        {
            return Fail(ExitCodes.Usage, string.Join("; ", parsed.Errors.Select(error => error.Message.TrimEnd('.'))) + $"; see {HelpOf(parsed)}");
        }

        try
        {
            return parsed.Invoke(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = s_stopTime });
        }
        catch (Exception e)
        {
            Exception cause = e is AggregateException aggregate ? aggregate.GetBaseException() : e;
            return cause switch
            {
                ExperimentException or UnknownNameException => Fail(ExitCodes.Usage, cause.Message),
                CwasmFormatException or RunFolderException or NotebookException => Fail(ExitCodes.Input, cause.Message),
                NotebookCellException => Fail(ExitCodes.CheckFailed, cause.Message),
                IOException or UnauthorizedAccessException => Fail(ExitCodes.Input, cause.Message),
                OperationCanceledException => Fail(ExitCodes.Interrupted, "stopped"),
                _ => Fail(ExitCodes.CheckFailed, $"internal error ({cause.GetType().Name}): {cause.Message}; please report it with the command line and the file"),
            };
        }
    }

    /// <summary>Prints one line to stderr.</summary>
    public static int Fail(int code, string message)
    {
        Console.Error.WriteLine($"error: {message.ReplaceLineEndings(" ")}");
        return code;
    }

    /// <summary>What looks like an option but was taken for the value of an argument; a path that begins with a dash is given as ./-path.</summary>
    private static string? UnknownOption(ParseResult parsed) => parsed.CommandResult.Children
        .OfType<ArgumentResult>()
        .SelectMany(argument => argument.Tokens)
        .Select(token => token.Value)
        .Concat(parsed.UnmatchedTokens)
        .FirstOrDefault(value => value.Length > 1 && value[0] == '-' && !char.IsAsciiDigit(value[1]));

    private static string? UnknownVerb(ParseResult parsed)
    {
        string[] verbs = [.. parsed.CommandResult.Command.Subcommands.Select(command => command.Name)];
        return verbs.Length > 0 && parsed.UnmatchedTokens.FirstOrDefault() is { } name ? ExperimentException.Unknown("verb", name, verbs).Message : null;
    }

    private static string Meant(ParseResult parsed, string unknown) =>
        ExperimentException.Nearest(unknown, [.. parsed.CommandResult.Command.Options.Select(option => option.Name)]) is { } nearest ? $"; did you mean '{nearest}'?" : "";

    private static string HelpOf(ParseResult parsed)
    {
        var names = new List<string>();
        for (SymbolResult? symbol = parsed.CommandResult; symbol is CommandResult { Command: not RootCommand } command; symbol = symbol.Parent)
        {
            names.Insert(0, command.Command.Name);
        }

        return string.Join(' ', [.. names, "--help"]);
    }
}

/// <summary>The exit codes of every verb.</summary>
internal static class ExitCodes
{
    public const int Fine = 0;

    /// <summary>A check or a cell failed.</summary>
    public const int CheckFailed = 1;

    /// <summary>Wrong usage or an unknown name.</summary>
    public const int Usage = 2;

    /// <summary>Input missing, altered, malformed, or refused.</summary>
    public const int Input = 3;

    /// <summary>Stopped by Ctrl-C, as shells report it.</summary>
    public const int Interrupted = 130;
}
