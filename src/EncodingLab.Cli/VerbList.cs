using System.CommandLine;
using EncodingLab.Cli.Verbs;

namespace EncodingLab.Cli;

/// <summary>Every verb, in the order of the help.</summary>
internal static class VerbList
{
    private static readonly (string Name, Func<Command> Create)[] s_verbs =
    [
        ("sweep", SweepVerb.Create),
        ("encode", EncodeVerb.Create),
        ("decode", DecodeVerb.Create),
        ("lookup", LookupVerb.Create),
        ("verify", VerifyVerb.Create),
        ("corpus", CorpusVerb.Create),
        ("encodings", EncodingsVerb.Create),
        ("experiments", ExperimentsVerb.Create),
        ("report", ReportVerb.Create),
        ("recommend", RecommendVerb.Create),
        ("notebook", NotebookVerb.Create),
        ("inspect", InspectVerb.Create),
        ("diff", DiffVerb.Create),
        ("prune", PruneVerb.Create),
        ("compare", CompareVerb.Create),
        ("bench", BenchVerb.Create),
        ("merge", MergeVerb.Create),
    ];

    /// <summary>Their names.</summary>
    public static IEnumerable<string> Names => s_verbs.Select(verb => verb.Name);

    /// <summary>The command line that the arguments need: that of the verb they begin with, or of all of them. To build all takes longer than a short verb runs.</summary>
    public static RootCommand For(IReadOnlyList<string> args)
    {
        RootCommand root = new("Encoding Lab: bytes against nanoseconds for the pc tables of Wasmtime's compiled files.");
        bool known = args.Count > 0 && s_verbs.Any(verb => verb.Name == args[0]);
        foreach ((_, Func<Command> create) in s_verbs.Where(verb => !known || verb.Name == args[0]))
        {
            root.Add(create());
        }

        return root;
    }
}
