using System.Globalization;
using System.Text.RegularExpressions;
using EncodingLab.Cwasm;
using EncodingLab.Encodings;
using EncodingLab.Files;
using EncodingLab.Processes;
using EncodingLab.Tables;

namespace EncodingLab.Tests.Engine;

/// <summary>The comparison with the real engine can fail: it does when one needed entry is gone, or when one kind of asker is forgotten.</summary>
public sealed partial class NegativeControlTests : IDisposable
{
    private static readonly string[] s_options = ["-Wunknown-imports-trap=y"];
    private static readonly string[] s_call = ["run", "3", "9", "0"];
    private readonly string _folder = Directory.CreateTempSubdirectory("encodinglab-control-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [EngineFact]
    public void Without_the_entry_of_any_frame_the_backtrace_differs()
    {
        foreach (WasmtimeProcess engine in Engines.Usable)
        {
            PrunedPair pair = Make(engine, ProgramLevel.Plain);
            string expected = pair.Run(pair.Before, s_options, s_call).Error;
            uint[] positions = [.. FramePosition().Matches(expected).Select(match => uint.Parse(match.Groups[1].ValueSpan, NumberStyles.HexNumber, CultureInfo.InvariantCulture)).Distinct()];
            PcTable pruned = MapOf(pair.After);
            uint[] single = [.. positions.Where(position => pruned.Values.ToArray().Count(value => value == position) == 1)];
            Assert.InRange(single.Length, 3, 20);
            foreach (uint position in single)
            {
                string damaged = Rewrite(pair, map => Without(map, position));
                Assert.NotEqual(expected, pair.Run(damaged, s_options, s_call).Error);
            }
        }
    }

    [EngineFact]
    public void Without_calls_or_without_the_interpreters_own_traps_some_backtrace_differs()
    {
        foreach (WasmtimeProcess engine in Engines.Usable)
        {
            PrunedPair pair = Make(engine, ProgramLevel.Plain, "--target", "pulley64");
            using CwasmFile file = CwasmFile.Open(pair.Before);
            CodeTables whole = QueryTables.Complete(file, TableLoader.Load(file));
            string noCalls = Rewrite(pair, _ => QueryEquivalence.Prune(whole with { CallSites = [] }).Tables[TableKind.AddressMap]);
            string noChecks = Rewrite(pair, _ => QueryEquivalence.Prune(whole with { UnlistedTraps = null }).Tables[TableKind.AddressMap]);
            Assert.True(Differs(pair, noCalls), "no backtrace differs without entries for calls");
            Assert.True(Differs(pair, noChecks), "no backtrace differs without entries for the interpreter's own traps");
            Assert.False(Differs(pair, pair.After));
        }
    }

    private static bool Differs(PrunedPair pair, string file) => Enumerable.Range(0, 16).Any(kind =>
    {
        string[] call = ["run", Text(kind * 5), "6", Text(kind)];
        return pair.Run(pair.Before, s_options, call) != pair.Run(file, s_options, call);
    });

    private PrunedPair Make(WasmtimeProcess engine, ProgramLevel level, params string[] options)
    {
        string source = Path.Combine(_folder, "program.wat");
        File.WriteAllText(source, new TrappingProgram(1, 120, level).Text());
        return PrunedPair.Make(engine, source, _folder, options);
    }

    /// <summary>The pruned file with another map, under the same name in a folder of its own.</summary>
    private string Rewrite(PrunedPair pair, Func<PcTable, PcTable> change)
    {
        using CwasmFile file = CwasmFile.Open(pair.After);
        TableEncoding shipped = TableLoader.ShippedEncoding(file);
        PcTable map = change(TableLoader.Load(file)[TableKind.AddressMap]);
        byte[] bytes = SectionSwap.Apply(file, file.Find(SectionNames.AddressMap)!, shipped.Encode(CodeTables.Of(map), TableKind.AddressMap).Bytes);
        string path = Path.Combine(Directory.CreateDirectory(Path.Combine(_folder, Guid.NewGuid().ToString("N"))).FullName, Path.GetFileName(pair.After));
        File.WriteAllBytes(path, bytes);
        return path;
    }

    private static PcTable MapOf(string path)
    {
        using CwasmFile file = CwasmFile.Open(path);
        return TableLoader.Load(file)[TableKind.AddressMap];
    }

    private static PcTable Without(PcTable map, uint position)
    {
        int[] kept = [.. Enumerable.Range(0, map.Count).Where(i => map.Values[i] != position)];
        return new(map.Kind, [.. kept.Select(i => map.Pcs[i])], [.. kept.Select(i => map.Values[i])]);
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^\s+\d+:\s+0x([0-9a-f]+) - ", RegexOptions.Multiline)]
    private static partial Regex FramePosition();
}
