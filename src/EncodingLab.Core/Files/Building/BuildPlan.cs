using System.Runtime.InteropServices;
using EncodingLab.Corpus;
using EncodingLab.Cwasm;
using EncodingLab.Processes;

namespace EncodingLab.Files.Building;

/// <summary>One build to make.</summary>
/// <param name="Input">The module.</param>
/// <param name="Engine">The Wasmtime; null where it cannot be run.</param>
/// <param name="Options">Of <c>wasmtime compile</c>, one argument each.</param>
/// <param name="Row">What is known of it before it is made.</param>
public sealed record PlannedBuild(WasmInput Input, WasmtimeProcess? Engine, IReadOnlyList<string> Options, BuildRow Row);

/// <summary>A matrix multiplied out, every build with a file name of its own.</summary>
public static class BuildPlan
{
    /// <summary>All builds in the order of module, Wasmtime, target, setting.</summary>
    /// <exception cref="CwasmFormatException">An input cannot be read, or the matrix names no input or no Wasmtime.</exception>
    public static IReadOnlyList<PlannedBuild> Of(BuildMatrix matrix)
    {
        if (matrix.Inputs.Count == 0)
        {
            throw new CwasmFormatException(CwasmErrorKind.EmptyFolder, "corpus build", "no inputs are named", "give .wasm or .wat files, or folders of them, with --inputs");
        }

        Engine[] engines = [.. Engines(matrix)];
        string[] targets = matrix.Targets.Count > 0 ? [.. matrix.Targets] : [""];
        PlannedBuild[] builds =
        [
            .. from input in WasmInput.Find(matrix.Inputs)
               from engine in engines
               from target in targets
               from setting in matrix.Settings
               select Plan(input, engine, target, setting.Key, setting.Value),
        ];
        return Distinct(builds);
    }

    /// <summary>One build under a file name of the caller's, for x86-64 unless the options name a target.</summary>
    public static PlannedBuild Named(WasmInput input, WasmtimeProcess engine, string variant, string name, string options)
    {
        string[] words = options.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        int at = Array.IndexOf(words, "--target");
        string target = at >= 0 && at + 1 < words.Length ? words[at + 1] : "x86_64-unknown-linux-gnu";
        string others = string.Join(' ', words.Where((_, i) => at < 0 || (i != at && i != at + 1)));
        PlannedBuild build = Plan(input, new(engine.Path, engine, Engine.Hash(engine.Path), ""), target, variant, others);
        string file = $"cwasm/{name}.cwasm";
        return build with { Row = build.Row with { File = file, Command = Command(build.Options, file, input) } };
    }

    /// <summary>The command that makes a file, files by their names.</summary>
    internal static string Command(IReadOnlyList<string> options, string file, WasmInput input) =>
        string.Join(' ', ["wasmtime", "compile", .. options, "-o", Path.GetFileName(file), input.FileName]);

    private static IEnumerable<Engine> Engines(BuildMatrix matrix)
    {
        if (matrix.Wasmtime.Count > 0)
        {
            return matrix.Wasmtime.Select(Engine.Find);
        }

        try
        {
            Engine[] found = [.. WasmtimeProcess.FindAll().Select(engine => new Engine(engine.Path, engine, Engine.Hash(engine.Path), ""))];
            return found.Length > 0 ? found : throw new CwasmFormatException(
                CwasmErrorKind.Unreadable, "wasmtime", $"none is named, none in {WasmtimeProcess.Variable}, none on PATH", "install Wasmtime, or give --wasmtime EXE");
        }
        catch (ChildProcessException e)
        {
            throw new CwasmFormatException(CwasmErrorKind.Unreadable, "wasmtime", e.Message, "or give --wasmtime EXE");
        }
    }

    private static PlannedBuild Plan(WasmInput input, Engine engine, string target, string variant, string setting)
    {
        string[] options = [.. target.Length > 0 ? new[] { "--target", target } : [], .. setting.Split(' ', StringSplitOptions.RemoveEmptyEntries)];
        string shortTarget = target.Length > 0 ? new EngineInfo("", target).Target : HostTarget;
        string version = engine.Process?.Version ?? "";
        string file = $"cwasm/{input.Module}.{shortTarget}.w{(version.Length > 0 ? version.Split('.')[0] : "-unknown")}{(variant.Length > 0 ? "." + variant : "")}.cwasm";
        return new(input, engine.Process, options, new BuildRow
        {
            File = file,
            Module = input.Module,
            Target = shortTarget,
            Wasmtime = version,
            Variant = variant,
            Command = Command(options, file, input),
            WasmSha256 = input.Sha256,
            WasmBytes = input.Bytes,
            WasmtimeSha256 = engine.Sha256,
            Outcome = engine.Problem.Length > 0 ? BuildRow.Failed : "",
            Error = engine.Problem,
        });
    }

    /// <summary>Two builds that would have one name get the beginnings of their hashes into it.</summary>
    private static PlannedBuild[] Distinct(PlannedBuild[] builds)
    {
        HashSet<string> taken = [.. builds.GroupBy(build => build.Row.File).Where(group => group.Count() > 1).Select(group => group.Key)];
        return [.. builds.Select(build => !taken.Contains(build.Row.File) ? build : build with
        {
            Row = build.Row with { File = $"{CorpusIdentity.WithoutEndings(build.Row.File)}.{build.Row.WasmSha256[..6]}-{build.Row.WasmtimeSha256.PadRight(6, '0')[..6]}.cwasm" },
        }).DistinctBy(build => build.Row.File)];
    }

    private static string HostTarget => RuntimeInformation.ProcessArchitecture switch
    {
        Architecture.X64 => "x86_64",
        Architecture.Arm64 => "aarch64",
        Architecture.RiscV64 => "riscv64",
        Architecture.S390x => "s390x",
        var other => other.ToString().ToLowerInvariant(),
    };

    /// <summary>An executable that was named, whether or not it can be run.</summary>
    private sealed record Engine(string Name, WasmtimeProcess? Process, string Sha256, string Problem)
    {
        public static Engine Find(string name)
        {
            try
            {
                var process = WasmtimeProcess.Find(name);
                return new(name, process, Hash(process.Path), "");
            }
            catch (ChildProcessException e)
            {
                return new(name, null, "", e.Message);
            }
        }

        public static string Hash(string path)
        {
            using FileStream stream = File.OpenRead(path);
            return Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(stream));
        }
    }
}
