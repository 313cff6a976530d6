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
        Command command = new("lookup", "Print what Wasmtime would answer at a pc: trap code, position in the wasm, function.") { file, pcs };
        command.SetAction(parsed => Run(parsed.GetRequiredValue(file), parsed.GetRequiredValue(pcs)));
        return command;
    }

    private static int Run(string path, string[] texts)
    {
        uint[] pcs = [.. texts.Select(ParsePc)];
        using CwasmFile file = CwasmFile.Open(path);
        PcAnswer[] answers = [.. PcLookup.Answer(file, pcs)];
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
