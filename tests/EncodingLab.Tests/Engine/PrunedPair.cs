using EncodingLab.Files;
using EncodingLab.Processes;

namespace EncodingLab.Tests.Engine;

/// <summary>A compiled file and its pruned twin, of one name in two folders, so that messages name them alike.</summary>
internal sealed record PrunedPair(WasmtimeProcess Engine, string Before, string After, string[] Options, PruneReport Report)
{
    /// <summary>Compiles a module and prunes the result.</summary>
    public static PrunedPair Make(WasmtimeProcess engine, string module, string folder, params string[] options)
    {
        string own = Directory.CreateDirectory(Path.Combine(folder, Guid.NewGuid().ToString("N"))).FullName;
        string before = Path.Combine(own, "program.cwasm");
        string after = Path.Combine(Directory.CreateDirectory(Path.Combine(own, "pruned")).FullName, "program.cwasm");
        engine.Compile(module, before, options);
        return new(engine, before, after, options, Pruner.Prune(before, after, force: false));
    }

    /// <summary>Runs both and requires the same exit code, output and error, to the letter.</summary>
    /// <returns>Whether the run trapped with a wasm backtrace.</returns>
    public bool Compare(string[] options, params string[] call)
    {
        EngineRun expected = Run(Before, options, call);
        EngineRun actual = Run(After, options, call);
        Assert.True(expected == actual, $"{Engine.Version} {string.Join(' ', Options)} {string.Join(' ', options)} {string.Join(' ', call)}:\nexpected exit code {expected.ExitCode}\n{expected.Error}\nfound {actual.ExitCode}\n{actual.Error}");
        return expected.Trapped;
    }

    /// <summary>Runs one of the two, or a third file, with the options that it was compiled with.</summary>
    public EngineRun Run(string file, string[] options, params string[] call)
    {
        string[] compiled = [.. Options.Where(option => !options.Any(own => own.Split('=')[0] == option.Split('=')[0]))];
        return Engine.Run(file, [.. compiled, .. options], call);
    }
}
