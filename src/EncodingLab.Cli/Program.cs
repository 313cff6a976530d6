using System.CommandLine;
using EncodingLab.Cli;
using EncodingLab.Cli.Verbs;

RootCommand root = new("Encoding Lab: bytes against nanoseconds for the pc tables of Wasmtime's compiled files.")
{
    SweepVerb.Create(),
    EncodeVerb.Create(),
    DecodeVerb.Create(),
    LookupVerb.Create(),
    VerifyVerb.Create(),
    CorpusVerb.Create(),
    EncodingsVerb.Create(),
    ExperimentsVerb.Create(),
    ReportVerb.Create(),
    RecommendVerb.Create(),
    NotebookVerb.Create(),
    InspectVerb.Create(),
    DiffVerb.Create(),
    PruneVerb.Create(),
    CompareVerb.Create(),
    BenchVerb.Create(),
    MergeVerb.Create(),
};
return CommandRunner.Run(root, args);
