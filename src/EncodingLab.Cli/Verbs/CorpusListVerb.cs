using System.CommandLine;
using System.Globalization;
using EncodingLab.Corpus;

namespace EncodingLab.Cli.Verbs;

/// <summary><c>corpus list</c>: what a corpus holds, file by file or in sums.</summary>
internal static class CorpusListVerb
{
    public static Command Create()
    {
        Option<string[]> corpus = Options.Corpus();
        Option<bool> stats = new("--stats") { Description = "Sums by target, Wasmtime and variant instead of files." };
        Command command = new("list", "Print what a corpus holds: its manifest.") { corpus, stats };
        command.SetAction(parsed =>
        {
            CorpusEntry[] rows = [.. CorpusManifest.Read(Path.Combine(CorpusVerb.Folder(parsed.GetValue(corpus)), CorpusManifest.FileName))];
            return parsed.GetValue(stats) ? Stats(rows) : Files(rows);
        });
        return command;
    }

    private static int Files(CorpusEntry[] rows)
    {
        Output.Rows(
            rows,
            ("file", row => row.File),
            ("module", row => row.Module),
            ("target", row => row.Target),
            ("wasmtime", row => row.Wasmtime),
            ("variant", row => row.Variant),
            ("addrmap ", row => $"{row.AddressMapEntries}"),
            ("traps ", row => $"{row.TrapEntries}"),
            ("calls ", row => $"{row.CallSites}"),
            ("bytes ", row => $"{row.Bytes}"),
            ("packed ", row => $"{row.PackedBytes}"),
            ("language", row => row.SourceLanguage),
            ("licence", row => row.License));
        return ExitCodes.Fine;
    }

    private static int Stats(CorpusEntry[] rows)
    {
        CorpusSum[] sums =
        [
            .. rows.GroupBy(row => (row.Target, row.Wasmtime, row.Variant)).OrderBy(group => group.Key).Select(group => CorpusSum.Of(group.Key.Target, group.Key.Wasmtime, group.Key.Variant, [.. group])),
            CorpusSum.Of("all", "", "", rows),
        ];
        Output.Rows(
            sums,
            ("target", sum => sum.Target),
            ("wasmtime", sum => sum.Wasmtime),
            ("variant", sum => sum.Variant),
            ("files ", sum => $"{sum.Files}"),
            ("modules ", sum => $"{sum.Modules}"),
            ("bytes ", sum => $"{sum.Bytes}"),
            ("addrmap ", sum => $"{sum.AddressMapEntries}"),
            ("B/entry ", sum => Number(sum.AddressMapBytesPerEntry)),
            ("of files ", sum => Output.Percent(sum.AddressMapShare)),
            ("traps ", sum => $"{sum.TrapEntries}"),
            ("B/entry ", sum => Number(sum.TrapBytesPerEntry)),
            ("of files ", sum => Output.Percent(sum.TrapShare)),
            ("calls ", sum => $"{sum.CallSites}"),
            ("without licence ", sum => $"{sum.WithoutLicence}"));
        return ExitCodes.Fine;
    }

    private static string Number(double value) => value.ToString("0.000", CultureInfo.InvariantCulture);

    /// <summary>A group of files together. Shares are of the files as Wasmtime wrote them.</summary>
    private sealed record CorpusSum(
        string Target, string Wasmtime, string Variant, int Files, int Modules, long Bytes, long AddressMapEntries, long AddressMapBytes, double AddressMapBytesPerEntry, double AddressMapShare,
        long TrapEntries, long TrapBytes, double TrapBytesPerEntry, double TrapShare, long CallSites, int WithoutLicence)
    {
        public static CorpusSum Of(string target, string wasmtime, string variant, CorpusEntry[] rows)
        {
            long bytes = rows.Sum(row => row.OriginalBytes > 0 ? row.OriginalBytes : row.Bytes);
            long entries = rows.Sum(row => row.AddressMapEntries ?? 0);
            long mapBytes = rows.Sum(row => row.AddressMapBytes ?? 0);
            long traps = rows.Sum(row => row.TrapEntries ?? 0);
            long trapBytes = rows.Sum(row => row.TrapsBytes ?? 0);
            return new(
                target, wasmtime, variant, rows.Length, rows.Select(row => row.Module).Distinct().Count(), bytes, entries, mapBytes, Per(mapBytes, entries), Per(mapBytes, bytes),
                traps, trapBytes, Per(trapBytes, traps), Per(trapBytes, bytes), rows.Sum(row => row.CallSites ?? 0), rows.Count(row => row.License.Length == 0));
        }

        private static double Per(long bytes, long count) => count == 0 ? 0 : (double)bytes / count;
    }
}
