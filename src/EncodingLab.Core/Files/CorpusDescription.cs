using System.Globalization;
using EncodingLab.Corpus;
using EncodingLab.Cwasm;
using EncodingLab.Tables;

namespace EncodingLab.Files;

/// <summary>The facts of a manifest row that can be read off the file itself.</summary>
internal static class CorpusDescription
{
    /// <summary>What a redacted file is also called in manifests.</summary>
    private const string SkeletonKind = "skeleton";

    /// <summary>A row with every such fact as the file has it; the rest as given.</summary>
    public static CorpusEntry Describe(CwasmFile file, CorpusEntry given, long packedBytes, string? callSitesPath = null)
    {
        RedactionNote? note = RedactionNote.Read(file);
        CodeTables tables = TableLoader.Load(file, callSitesPath is null ? null : CallSiteBytes.Read(callSitesPath));
        string sha256 = CorpusFile.Sha256(file.Bytes().Span);
        bool sameVersion = given.Wasmtime.Split('.')[0] == file.Engine.Version.Split('.')[0];
        return given with
        {
            Kind = note is null ? CorpusEntry.FullKind : given.Kind == SkeletonKind ? SkeletonKind : CorpusEntry.RedactedKind,
            Module = note?.Module ?? given.Module,
            Target = file.Engine.Target,
            Wasmtime = note?.Wasmtime ?? (sameVersion ? given.Wasmtime : file.Engine.Version),
            Variant = note?.Variant ?? given.Variant,
            Bytes = file.Bytes().Length,
            PackedBytes = packedBytes,
            Sha256 = sha256,
            OriginalBytes = note?.SourceBytes ?? file.Bytes().Length,
            OriginalSha256 = note?.SourceSha256 ?? sha256,
            AddressMapEntries = tables.Find(TableKind.AddressMap)?.Count,
            AddressMapBytes = file.Find(SectionNames.AddressMap) is { } map ? (long)map.Size : null,
            AddressMapSha256 = SectionHash(file, SectionNames.AddressMap),
            TrapEntries = tables.Find(TableKind.Traps)?.Count,
            TrapsBytes = file.Find(SectionNames.Traps) is { } traps ? (long)traps.Size : null,
            TrapsSha256 = SectionHash(file, SectionNames.Traps),
            CallSites = tables.CallSites?.Length,
            WasmSha256 = note is { ModuleSha256.Length: > 0 } ? note.ModuleSha256 : given.WasmSha256,
        };
    }

    /// <summary>Facts in which two rows differ, as lines.</summary>
    public static IEnumerable<string> Differences(CorpusEntry expected, CorpusEntry found)
    {
        foreach (var property in typeof(CorpusEntry).GetProperties())
        {
            object? a = property.GetValue(expected);
            object? b = property.GetValue(found);
            if (!Equals(a, b))
            {
                yield return $"{property.Name}: expected {Text(a)} as in the manifest, found {Text(b)}";
            }
        }
    }

    private static string SectionHash(CwasmFile file, string section) => file.Bytes(section) is { } bytes ? CorpusFile.Sha256(bytes.Span) : "";

    private static string Text(object? value) => value is null or "" ? "nothing" : Convert.ToString(value, CultureInfo.InvariantCulture)!;
}
