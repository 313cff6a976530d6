using System.Text.RegularExpressions;
using EncodingLab.Processes;

namespace EncodingLab.Files.Building;

/// <summary>Compiling with what options a Wasmtime knows, for comparing versions of which the older lacks some.</summary>
internal static partial class UnknownOption
{
    /// <summary>Compiles; each time Wasmtime says that it does not know an option of a group such as <c>-D</c>, that option is left out.</summary>
    /// <returns>The options that were left out.</returns>
    /// <exception cref="ChildProcessException">It fails for another reason.</exception>
    public static IReadOnlyList<string> Drop(WasmtimeProcess engine, string module, string output, TimeSpan limit, IReadOnlyList<string> options, CancellationToken cancel)
    {
        var dropped = new List<string>();
        while (true)
        {
            try
            {
                engine.Compile(module, output, limit, options.Except(dropped), cancel);
                return dropped;
            }
            catch (ChildProcessException e) when (Named(e.Message, options.Except(dropped)) is { } option)
            {
                dropped.Add(option);
            }
        }
    }

    private static string? Named(string message, IEnumerable<string> options)
    {
        Match match = Message().Match(message);
        return match.Success ? options.FirstOrDefault(option => option == $"{match.Groups[1]}{match.Groups[2]}" || option.StartsWith($"{match.Groups[1]}{match.Groups[2]}=", StringComparison.Ordinal)) : null;
    }

    [GeneratedRegex(@"unknown (-[A-Z]) / --\S+ option: ([\w-]+)")]
    private static partial Regex Message();
}
