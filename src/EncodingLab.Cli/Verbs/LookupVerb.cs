using System.CommandLine;
using System.Globalization;
using EncodingLab.Cwasm;
using EncodingLab.Experiments;
using EncodingLab.Files;

namespace EncodingLab.Cli.Verbs;

/// <summary><c>lookup</c>: answers as Wasmtime would, by the file's own tables.</summary>
internal static class LookupVerb
{
    public static Command Create()
    {
        Argument<string> file = new("FILE") { Description = "A .cwasm or .cwasm.br file." };
        Argument<string[]> pcs = new("PC") { Description = "Offsets in .text, decimal or 0x hexadecimal.", Arity = ArgumentArity.OneOrMore };
        Option<bool> trace = new("--trace") { Description = "Show what each lookup does: block visited, entries decoded, bytes and cache lines read." };
        Option<string> encoding = Options.Encoding(required: false);
        encoding.Description = "Trace lookups in this encoding of the file's tables; default: the one that its Wasmtime wrote.";
        Option<bool> json = Options.Json();
        Command command = new("lookup", "Print what Wasmtime would answer at a pc: trap code, position in the wasm, function.") { file, pcs, trace, encoding, json };
        command.SetAction(parsed =>
        {
            uint[] asked = [.. parsed.GetRequiredValue(pcs).Select(ParsePc)];
            using CwasmFile opened = CwasmFile.Open(parsed.GetRequiredValue(file));
            return parsed.GetValue(trace) || parsed.GetValue(encoding) is not null
                ? LookupTracing.Print(opened, asked, parsed.GetValue(encoding), parsed.GetValue(json))
                : Answer(opened, asked, parsed.GetValue(json));
        });
        return command;
    }

    private static int Answer(CwasmFile file, uint[] pcs, bool json)
    {
        PcAnswer[] answers = [.. PcLookup.Answer(file, pcs)];
        if (json)
        {
            Output.Json(answers);
            return ExitCodes.Fine;
        }

        Output.Rows(
            answers,
            ("pc ", answer => $"0x{answer.Pc:x}"),
            ("trap", answer => answer.Trap),
            ("position", answer => answer.Position),
            ("function", answer => answer.Function));
        return ExitCodes.Fine;
    }

    private static uint ParsePc(string text)
    {
        bool hexadecimal = text.StartsWith("0x", StringComparison.OrdinalIgnoreCase);
        return uint.TryParse(hexadecimal ? text.AsSpan(2) : text, hexadecimal ? NumberStyles.AllowHexSpecifier : NumberStyles.None, CultureInfo.InvariantCulture, out uint pc)
            ? pc
            : throw new ExperimentException($"pc '{text}': expected an offset in .text from 0 to 4294967295, decimal or 0x hexadecimal");
    }
}
