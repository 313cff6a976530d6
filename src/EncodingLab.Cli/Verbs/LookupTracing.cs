using EncodingLab.Cwasm;
using EncodingLab.Encodings;
using EncodingLab.Experiments;
using EncodingLab.Files;
using EncodingLab.Measuring;
using EncodingLab.Tables;

namespace EncodingLab.Cli.Verbs;

/// <summary><c>lookup --trace</c>: what each lookup does in the bytes.</summary>
internal static class LookupTracing
{
    public static int Print(CwasmFile file, uint[] pcs, string? encodingId, bool json)
    {
        IReadOnlyList<FunctionSymbol> functions = file.ReadFunctionSymbols();
        LookupTrace[] rows = [.. Traces(file, pcs, encodingId).Select(trace => trace with { Function = PcLookup.FunctionAt(functions, trace.Pc) })];
        if (rows.Length == 0)
        {
            throw new ExperimentException($"{file.Path}: not applicable: {(encodingId is null ? "the file has neither table" : $"{encodingId} holds none of its tables")}; 'inspect' shows what the file has");
        }

        if (json)
        {
            Output.Json(rows);
            return ExitCodes.Fine;
        }

        Output.Rows(
            rows,
            ("pc ", row => $"0x{row.Pc:x}"),
            ("table", row => row.Table),
            ("answer", row => row.Answer),
            ("block ", row => $"{row.Block}"),
            ("of entries ", row => $"{row.BlockEntries}"),
            ("entry ", row => $"{row.Entry}"),
            ("decoded ", row => $"{row.EntriesDecoded}"),
            ("bytes read ", row => $"{row.BytesRead}"),
            ("cache lines ", row => $"{row.CacheLines}"),
            ("lines", row => row.Lines),
            ("function", row => row.Function));
        return ExitCodes.Fine;
    }

    /// <summary>By pc as given, then by table. The file's own bytes where no encoding is named.</summary>
    private static IEnumerable<LookupTrace> Traces(CwasmFile file, uint[] pcs, string? encodingId)
    {
        TableEncoding encoding = encodingId is null ? TableLoader.ShippedEncoding(file) : Options.ParseEncoding(encodingId);
        CodeTables tables = TableLoader.Load(file);
        var byTable = new List<IReadOnlyList<LookupTrace>>();
        foreach (TableKind kind in TableLoader.Shipped.Where(kind => tables.Find(kind) is not null && encoding.Supports(kind) && encoding.WhyNot(tables, kind) is null))
        {
            ReadOnlySpan<byte> bytes = encodingId is null ? file.Bytes(TableLoader.SectionOf(kind))!.Value.Span : encoding.Encode(tables, kind).Bytes;
            byTable.Add(LookupTrace.Of(encoding, bytes, tables[kind], pcs));
        }

        return pcs.SelectMany((_, i) => byTable.Select(traces => traces[i]));
    }
}
