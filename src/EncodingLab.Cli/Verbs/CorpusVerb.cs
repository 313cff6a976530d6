using System.CommandLine;
using EncodingLab.Corpus;
using EncodingLab.Cwasm;
using EncodingLab.Experiments;
using EncodingLab.Files;

namespace EncodingLab.Cli.Verbs;

/// <summary><c>corpus</c>: what there is, whether it is what its manifest says, and how to add to it.</summary>
internal static class CorpusVerb
{
    public static Command Create() => new("corpus", "List, verify and extend a corpus.") { CorpusListVerb.Create(), CreateVerify(), CreateAdd(), CorpusBuildVerb.Create() };

    private static Command CreateVerify()
    {
        Option<string[]> corpus = Options.Corpus();
        Command command = new("verify", "Prove that every file is what the manifest says, and that its tables encode back to their own bytes.") { corpus };
        command.SetAction(parsed =>
        {
            string folder = Folder(parsed.GetValue(corpus));
            int checkedFiles = 0;
            IReadOnlyList<CorpusFinding> findings = CorpusVerifier.Verify(folder, _ => Interlocked.Increment(ref checkedFiles));
            foreach (CorpusFinding finding in findings)
            {
                Console.Error.WriteLine($"{finding.File}: {finding.Problem}");
            }

            Console.WriteLine($"{checkedFiles} files checked, {findings.Count} problems");
            return findings.Count == 0 ? ExitCodes.Fine : ExitCodes.Input;
        });
        return command;
    }

    private static Command CreateAdd()
    {
        Argument<string[]> files = new("FILE") { Description = "Files of .cwasm or .cwasm.br, or folders of them.", Arity = ArgumentArity.OneOrMore };
        Option<string[]> corpus = Options.Corpus();
        Option<bool> redact = new("--redact") { Description = "Blank all third-party content first: needed for what will be published." };
        Option<string> module = new("--module") { Description = "Name of the wasm module. Default: by the file's name.", HelpName = "NAME" };
        Option<string> variant = new("--variant") { Description = "What was unusual about its build; empty for the default.", HelpName = "NAME" };
        Option<string> origin = new("--origin") { Description = "Registry, package and version, separated by spaces.", HelpName = "TEXT" };
        Option<string> licence = new("--licence") { Description = "SPDX expression of the module's licence. Files that a manifest describes have theirs.", HelpName = "SPDX" };
        Option<string> language = new("--language") { Description = "Source language of the module.", HelpName = "NAME" };
        Option<string> options = new("--options") { Description = "The options of 'wasmtime compile' that make the file again.", HelpName = "TEXT" };
        Option<bool> force = Options.Force();
        Command command = new("add", "Add files to a corpus: redact, pack, and write their rows in the manifest.") { files, corpus, redact, module, variant, origin, licence, language, options, force };
        command.SetAction(parsed =>
        {
            string[] parts = (parsed.GetValue(origin) ?? "").Split(' ', 3, StringSplitOptions.RemoveEmptyEntries);
            CorpusAddition Addition(CorpusFile file)
            {
                CorpusFile named = file with { Identity = file.Identity with { Module = parsed.GetValue(module) ?? file.Identity.Module, Variant = parsed.GetValue(variant) ?? file.Identity.Variant } };
                CorpusEntry known = file.Entry ?? new() { File = "", Module = named.Identity.Module, Target = file.Identity.Target, Wasmtime = file.Identity.Wasmtime };
                CorpusEntry told = known with
                {
                    Registry = parts.ElementAtOrDefault(0) ?? known.Registry,
                    Package = parts.ElementAtOrDefault(1) ?? known.Package,
                    PackageVersion = parts.ElementAtOrDefault(2) ?? known.PackageVersion,
                    License = parsed.GetValue(licence) ?? known.License,
                    SourceLanguage = parsed.GetValue(language) ?? known.SourceLanguage,
                    Options = parsed.GetValue(options) ?? known.Options,
                };
                return new(named, parsed.GetValue(redact)) { Force = parsed.GetValue(force), Origin = told };
            }

            CorpusAddition[] additions = [.. CorpusFiles.Open(parsed.GetRequiredValue(files)).Select(Addition)];
            return Add(parsed.GetValue(corpus) is [string folder, ..] ? folder : Places.Corpus, additions);
        });
        return command;
    }

    private static int Add(string folder, IReadOnlyList<CorpusAddition> additions)
    {
        IReadOnlyList<CorpusAdded> added = CorpusAdder.AddAll(folder, additions);
        foreach (CorpusAdded result in added)
        {
            Console.WriteLine(result.Row is { } row ? $"{row.File}: {row.PackedBytes} bytes packed, {row.AddressMapEntries} map entries, {row.TrapEntries} traps" : $"{result.Addition.Source.Name}: not added: {result.Problem!.Message}");
        }

        return added.All(result => result.Row is not null) ? ExitCodes.Fine : ExitCodes.Input;
    }

    /// <summary>The one folder that is meant: the given one, else the repository's.</summary>
    public static string Folder(string[]? corpus) => corpus switch
    {
        null or [] => Places.Corpus,
        [string folder] when File.Exists(Path.Combine(folder, CorpusManifest.FileName)) => folder,
        [string folder] => throw new CwasmFormatException(CwasmErrorKind.Unreadable, folder, $"expected a folder with {CorpusManifest.FileName}, found none", "name a corpus folder"),
        _ => throw new ExperimentException("--corpus: expected one corpus folder here"),
    };
}
