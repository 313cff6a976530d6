using System.CommandLine;
using EncodingLab.Experiments;
using EncodingLab.Files;
using EncodingLab.Measuring;
using EncodingLab.Reporting;
using EncodingLab.Results;

namespace EncodingLab.Cli.Verbs;

/// <summary><c>sweep</c>: the main job.</summary>
internal static class SweepVerb
{
    private static readonly Argument<string?> s_experiment = new("EXPERIMENT") { Description = "A numbered question of the folder experiments.", Arity = ArgumentArity.ZeroOrOne };
    private static readonly Option<string[]> s_corpus = Options.Corpus();
    private static readonly Option<string> s_blockSizes = Options.List("--block-sizes", "Entries per block of block-leb128, separated by commas; 128 is always among them.", "32,64,128,256");
    private static readonly Option<string> s_encodings = Options.List("--encodings", "Encodings to sweep: ids or patterns. Default: the shipped ones and the finalists.", "GLOB,...");
    private static readonly Option<string> s_files = Options.List("--files", "Only corpus files whose name or module matches.", "GLOB,...");
    private static readonly Option<string> s_tables = Options.List("--tables", "traps, addrmap, both.", "TABLE,...");
    private static readonly Option<string> s_tracks = Options.List("--tracks", "lossless, query-equivalent.", "TRACK,...");
    private static readonly Option<string> s_workloads = Options.List("--workloads", "Sequences of pcs to look up.", "NAME,...");
    private static readonly Option<string> s_models = Options.List("--models", "What one timed operation is: " + string.Join(", ", ResolvedSelection.KnownModels) + ".", "MODEL,...");
    private static readonly Option<string> s_cache = Options.List("--cache", "hot, cold.", "STATE,...");
    private static readonly Option<bool> s_sizesOnly = new("--sizes-only") { Description = "Measure bytes only." };
    private static readonly Option<double?> s_budget = Options.Positive("--budget", "Seconds for the whole sweep; what is cut is said.", "SECONDS");
    private static readonly Option<int?> s_seed = Options.Whole("--seed", "Seed of workloads and orders. Default: 1.", "N", 0);
    private static readonly Option<int?> s_jobs = Options.Whole("--jobs", "Files sized at once, by default one a core; times are always taken one at a time.", "N", 1);
    private static readonly Option<string> s_out = Options.OutputFolder();
    private static readonly Option<bool> s_force = Options.Force();
    private static readonly Option<string> s_resume = new("--resume") { Description = "Go on with the broken run of that name; give the same options as then.", HelpName = "DIR" };
    private static readonly Option<string> s_shard = new("--shard") { Description = "Measure only the files of part I of N; 'merge' joins the parts.", HelpName = "I/N" };
    private static readonly Option<bool> s_selfCheck = new("--self-check") { Description = "Show what the sampler can tell apart here: equal readers, a planted slow-down of 5 %, the empty probe; --out DIR keeps the pairs in DIR/self-check.csv." };
    private static readonly Option<bool> s_latency = new("--latency") { Description = "Also time single pcs: spread and position in the block." };
    private static readonly Option<string[]> s_peers = new("--peer") { Description = "A program that answers and times the same lookups (METHODOLOGY.md has the protocol); may be given more than once.", HelpName = "EXE" };
    private static readonly Option<string[]> s_wasmtime = new("--wasmtime") { Description = "A real Wasmtime for an experiment that compiles, such as ladder; may be given once a version. Default: ENCODINGLAB_WASMTIME, else the one on PATH.", HelpName = "EXE" };
    private static readonly Option<string> s_inputs = new("--inputs") { Description = "The folder of wasm modules for an experiment that compiles.", HelpName = "DIR" };
    private static readonly Option<bool> s_list = new("--list") { Description = "Print the cells that would be measured, and measure nothing." };

    /// <summary>Reasons of failed cells that are printed; the report has all.</summary>
    private const int MaxFailures = 20;

    public static Command Create()
    {
        Command command = new("sweep", "Measure encodings over a corpus in bytes and nanoseconds; write CSVs, charts and a report.")
        {
            s_experiment, s_corpus, s_blockSizes, s_encodings, s_files, s_tables, s_tracks, s_workloads, s_models, s_cache,
            s_sizesOnly, s_budget, s_seed, s_jobs, s_out, s_force, s_resume, s_shard, s_latency, s_peers, s_wasmtime, s_inputs, s_selfCheck, s_list,
        };
        command.SetAction((parsed, cancel) => Task.Run(() => Run(parsed, cancel), CancellationToken.None));
        return command;
    }

    private static int Run(ParseResult parsed, CancellationToken cancel)
    {
        Experiment? experiment = parsed.GetValue(s_experiment) is { } name ? Experiment.Find(Places.Experiments, name) : null;
        if (experiment?.Ladder is { } ladder)
        {
            return LadderRun.Run(ladder, parsed.GetValue(s_inputs), parsed.GetValue(s_wasmtime) ?? [], corpus => Request(parsed, experiment, [corpus]), cancel);
        }

        SweepRequest request = Request(parsed, experiment, parsed.GetValue(s_corpus) ?? []);
        if (parsed.GetValue(s_list))
        {
            Console.WriteLine("file,table,track,encoding,workloads,models");
            foreach (string line in Sweep.List(request))
            {
                Console.WriteLine(line);
            }

            return ExitCodes.Fine;
        }

        RunGuard guard = RunGuard.Check();
        if (guard.Refusal is not null && !request.Selection.Models.IsEmpty)
        {
            return CommandRunner.Fail(ExitCodes.Input, guard.Refusal);
        }

        if (parsed.GetValue(s_selfCheck))
        {
            return SelfCheckRun.Run(request.Files, request.Seed, parsed.GetValue(s_out), cancel);
        }

        var progress = new ConsoleProgress();
        foreach (string warning in request.Selection.Models.IsEmpty ? [] : guard.Warnings)
        {
            progress.Note(warning);
        }

        using CancellationTokenRegistration notice = cancel.Register(
            () => progress.Note($"stopping after the cell under way; what was measured stays in {request.Folder}{RunFolder.PartialEnding}, and --resume {request.Folder} goes on with it"));
        RunSummary? summary = null;
        SweepOutcome outcome = new Sweep(request, progress).Run(folder => ReportWriter.Write(folder, out summary), cancel);
        progress.Finish();
        SummaryPrinter.Print(outcome.Folder, summary!);
        return cancel.IsCancellationRequested ? Stopped(outcome) : outcome.Info.Counts.Failed > 0 ? CellsFailed(outcome) : ExitCodes.Fine;
    }

    private static SweepRequest Request(ParseResult parsed, Experiment? experiment, string[] corpusPaths)
    {
        ResolvedSelection selection = ResolvedSelection.Of((experiment?.Select ?? new()).OverriddenBy(Selected(parsed)));
        string[] corpus = corpusPaths.Length > 0 ? corpusPaths : [Places.Corpus];
        LabFile[] all = [.. selection.Choose(LabCorpus.Open(corpus))];
        var shard = Shard.Parse(parsed.GetValue(s_shard));
        LabFile[] files = [.. shard.Of(all)];
        if (files.Length == 0)
        {
            throw new ExperimentException($"shard {shard.Part}/{shard.Parts} has no file: {all.Length} files are selected; use at most as many shards");
        }

        bool everyFile = corpusPaths.Length > 0 || selection.AllReaders || !selection.FilePatterns.IsEmpty;
        return new()
        {
            Files = files,
            Selection = selection,
            TimedParts = selection.Models.IsEmpty || experiment is null ? [] : [.. experiment.Time.Select(part => ResolvedSelection.Of(experiment.Select.OverriddenBy(part).OverriddenBy(Selected(parsed))))],
            Experiment = experiment,
            Resume = parsed.GetValue(s_resume) is not null,
            Folder = parsed.GetValue(s_resume) ?? parsed.GetValue(s_out) ?? Path.Combine(Places.Results, "runs", RunNames.Next(Path.Combine(Places.Results, "runs"), experiment?.Name ?? "sweep")),
            Arguments = [.. parsed.Tokens.Select(token => token.Value == parsed.GetValue(s_shard) ? token.Value : Path.GetFileName(token.Value))],
            Shard = parsed.GetValue(s_shard) ?? "",
            Seed = parsed.GetValue(s_seed) ?? 1,
            Jobs = parsed.GetValue(s_jobs) ?? Environment.ProcessorCount,
            EngineTruth = Places.EngineTruth,
            BudgetSeconds = parsed.GetValue(s_budget),
            Force = parsed.GetValue(s_force),
            Latency = parsed.GetValue(s_latency) ? selection : experiment?.Latency is { } latency && !selection.Models.IsEmpty ? ResolvedSelection.Of(experiment.Select.OverriddenBy(latency).OverriddenBy(Selected(parsed))) : null,
            TimedFiles = everyFile ? all.ToHashSet() : TimedFiles.Of(all),
            Peers = ExistingPeers(parsed.GetValue(s_peers) ?? []),
        };
    }

    /// <summary>Peers by their full paths. Rows name a peer by its file name, so no two may share one.</summary>
    private static string[] ExistingPeers(string[] paths)
    {
        string[] peers = [.. paths.Select(ExistingPeer).Distinct()];
        return peers.GroupBy(path => Path.GetFileNameWithoutExtension(path)).FirstOrDefault(same => same.Count() > 1) is { } same
            ? throw new ExperimentException($"--peer: {string.Join(" and ", same)} would both be called {same.Key} in the rows; rename one")
            : peers;
    }

    private static string ExistingPeer(string path) => File.Exists(path)
        ? Path.GetFullPath(path)
        : throw new FileNotFoundException($"--peer {path}: no such file; name an executable that speaks the protocol of METHODOLOGY.md");

    private static Selection Selected(ParseResult parsed) => new()
    {
        BlockSizes = Options.Split(parsed.GetValue(s_blockSizes)),
        Encodings = Options.SplitIds(parsed.GetValue(s_encodings)),
        Files = Options.Split(parsed.GetValue(s_files)),
        Tables = Options.Split(parsed.GetValue(s_tables)),
        Tracks = Options.Split(parsed.GetValue(s_tracks)),
        Workloads = Options.Split(parsed.GetValue(s_workloads)),
        Models = Options.Split(parsed.GetValue(s_models)),
        Cache = Options.Split(parsed.GetValue(s_cache)),
        SizesOnly = parsed.GetValue(s_sizesOnly),
    };

    private static int Stopped(SweepOutcome outcome)
    {
        Console.Error.WriteLine($"stopped: the partial run is kept in {outcome.Folder.Path}; its name ends in {RunFolder.PartialEnding} because it is not whole");
        return ExitCodes.Interrupted;
    }

    private static int CellsFailed(SweepOutcome outcome)
    {
        foreach (string line in outcome.Failures.Take(MaxFailures))
        {
            Console.Error.WriteLine($"failed: {line}");
        }

        RunCounts counts = outcome.Info.Counts;
        return CommandRunner.Fail(ExitCodes.CheckFailed, $"{counts.Failed} of {counts.Planned} cells failed; cells.csv and the report say which and why");
    }
}
