using EncodingLab.Experiments;
using EncodingLab.Measuring;
using EncodingLab.Processes;
using EncodingLab.Reporting;
using EncodingLab.Results;

namespace EncodingLab.Cli.Verbs;

/// <summary><c>sweep ladder</c>: compiles the steps, sizes their tables, and writes both as one run.</summary>
internal static class LadderRun
{
    /// <param name="ladder">The steps.</param>
    /// <param name="inputs">The folder of their modules, or null where none was named.</param>
    /// <param name="engines">Paths or names of Wasmtimes; empty for those that can be found.</param>
    /// <param name="request">The sweep over a corpus.</param>
    /// <param name="cancel">Stops between cells.</param>
    public static int Run(Ladder ladder, string? inputs, string[] engines, Func<string, SweepRequest> request, CancellationToken cancel)
    {
        if (inputs is null || !Directory.Exists(inputs))
        {
            throw new ExperimentException($"--inputs {inputs}: expected the folder of {string.Join(", ", ladder.Steps.Select(step => step.Input).Distinct())}, found none; METHODOLOGY.md says how to build them");
        }

        var progress = new ConsoleProgress();
        DirectoryInfo built = Directory.CreateTempSubdirectory("encodinglab-ladder-");
        try
        {
            LadderBuild build = LadderBuild.Make(ladder, inputs, Engines(engines), built.FullName, progress);
            foreach (LadderRow failed in build.Steps.Where(row => row.Error.Length > 0))
            {
                progress.Note($"step {failed.Step}, Wasmtime {failed.Wasmtime}: {failed.Error}");
            }

            if (build.Steps.All(row => row.Bytes is null))
            {
                return CommandRunner.Fail(ExitCodes.Input, "no step of the ladder could be compiled");
            }

            SweepOutcome outcome = new Sweep(request(built.FullName), progress).Run(folder => Write(folder, build), cancel);
            progress.Finish();
            SummaryPrinter.Print(outcome.Folder);
            return cancel.IsCancellationRequested ? ExitCodes.Interrupted : outcome.Info.Counts.Failed > 0 || build.Steps.Any(row => row.Error.Length > 0) ? ExitCodes.CheckFailed : ExitCodes.Fine;
        }
        catch (ChildProcessException e)
        {
            return CommandRunner.Fail(ExitCodes.Input, e.Message);
        }
        finally
        {
            built.Delete(recursive: true);
        }
    }

    private static void Write(RunFolder folder, LadderBuild build)
    {
        build.Write(folder);
        ReportWriter.Write(folder);
    }

    private static IReadOnlyList<WasmtimeProcess> Engines(string[] names)
    {
        IReadOnlyList<WasmtimeProcess> engines = names.Length > 0 ? [.. names.Select(WasmtimeProcess.Find)] : WasmtimeProcess.FindAll();
        return engines.Count > 0 ? engines : throw new ChildProcessException($"no Wasmtime: none named, none in {WasmtimeProcess.Variable}, none on PATH; give --wasmtime EXE");
    }
}
