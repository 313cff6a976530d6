using System.CommandLine;
using System.Text;
using EncodingLab.Experiments;
using EncodingLab.Files;
using EncodingLab.Reporting.Advice;
using EncodingLab.Results;

namespace EncodingLab.Cli.Verbs;

/// <summary><c>recommend</c>: which encoding and which block size, from a run's rows, as a memo.</summary>
internal static class RecommendVerb
{
    public static Command Create()
    {
        Argument<string?> run = new("RUN") { Description = "A run's folder. Default: the newest in results/runs, else results/reference.", Arity = ArgumentArity.ZeroOrOne };
        Option<double?> maxRatio = Options.Positive("--max-ratio", "At most this share of legacy's bytes, such as 0.35.", "X");
        Option<double?> maxNs = Options.Positive("--max-ns", "At most this many nanoseconds a lookup.", "NS");
        Option<string> weight = new("--weight") { Description = "What counts how much.", HelpName = "bytes=1,ns=1" };
        Option<bool> stock = new("--keep-stock-reader") { Description = "Only encodings whose bytes a stock Wasmtime reads." };
        Option<string> table = new("--table") { Description = "Only this table.", HelpName = "TABLE" };
        Option<string> target = new("--target") { Description = "Only this target.", HelpName = "TARGET" };
        Option<string> track = new("--track") { Description = "lossless or query-equivalent.", HelpName = "TRACK", DefaultValueFactory = _ => "lossless" };
        Option<string> workload = new("--workload") { Description = "Which questions count. Default: the table's main workload.", HelpName = "NAME" };
        Option<string> output = Options.OutputFile(required: false);
        Option<bool> force = Options.Force();
        Command command = new("recommend", "Answer from a run which encoding and which block size to choose, with evidence, counter-evidence and limits: in short on a terminal, as a Markdown memo when piped or with -o.")
        {
            run, maxRatio, maxNs, weight, stock, table, target, track, workload, output, force,
        };
        command.SetAction(parsed =>
        {
            var options = new RecommendOptions
            {
                MaxRatio = parsed.GetValue(maxRatio),
                MaxNs = parsed.GetValue(maxNs),
                KeepStockReader = parsed.GetValue(stock),
                Table = parsed.GetValue(table),
                Target = parsed.GetValue(target),
                Track = parsed.GetRequiredValue(track),
                Workload = parsed.GetValue(workload),
            };
            if (parsed.GetValue(weight) is { } text)
            {
                options = options.WithWeights(text) ?? throw new ExperimentException($"--weight '{text}': expected bytes and ns, each once, with weights of at least 0 that are not both 0, such as bytes=1,ns=2");
            }

            RunFolder folder = RunFolder.Open(Places.Run(parsed.GetValue(run)));
            if (parsed.GetValue(output) is { } path)
            {
                AtomicFile.Write(path, Encoding.UTF8.GetBytes(MemoWriter.Write(folder, options)), parsed.GetValue(force));
                Console.WriteLine(path);
            }
            else if (Console.IsOutputRedirected)
            {
                Console.Write(MemoWriter.Write(folder, options));
            }
            else
            {
                AdvicePrinter.Print(Recommendation.Of(folder, options));
            }

            return ExitCodes.Fine;
        });
        return command;
    }
}
