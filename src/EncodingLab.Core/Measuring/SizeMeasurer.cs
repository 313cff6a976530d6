using System.Security.Cryptography;
using EncodingLab.Encodings;
using EncodingLab.Experiments;
using EncodingLab.Files;
using EncodingLab.Results;
using EncodingLab.Tables;

namespace EncodingLab.Measuring;

/// <summary>Exact bytes: encodes one file's tables in every encoding, verifies each, and says what it takes.</summary>
internal sealed class SizeMeasurer(ResolvedSelection selection, int seed)
{
    private readonly Dictionary<TableKind, CellVerifier.Probes> _probes = [];

    /// <summary>Measures one file.</summary>
    /// <param name="file">Which.</param>
    /// <param name="content">Its tables.</param>
    /// <param name="keep">Told of all encoded bytes that were verified.</param>
    /// <param name="cancel">Checked between cells.</param>
    public IReadOnlyList<SizeRow> Measure(LabFile file, LabFileContent content, Action<Track, TableKind, TableEncoding, EncodedTable>? keep, CancellationToken cancel)
    {
        var rows = new List<SizeRow>();
        foreach (Track track in selection.Tracks)
        {
            string? whyNot = track.WhyNot(content);
            CodeTables? tables = whyNot is null ? track.Apply(content) : null;
            BoundMeasurer? bounds = tables is null ? null : new(tables);
            _probes.Clear();
            foreach (TableKind kind in selection.Tables)
            {
                Baseline baseline = Baseline.Of(content, kind);
                foreach (TableEncoding encoding in selection.Encodings)
                {
                    cancel.ThrowIfCancellationRequested();
                    SizeRow blank = Blank(file, kind, track, encoding);
                    string? why = whyNot ?? WhyNot(tables!, kind, encoding);
                    rows.Add(why is null
                        ? MeasureCell(blank, content, tables!, kind, encoding, baseline, keep is null ? null : encoded => keep(track, kind, encoding, encoded))
                        : blank with { Error = RunFolder.NotApplicable + why });
                }

                if (bounds is not null && tables!.Has(kind))
                {
                    rows.AddRange(bounds.Measure(Blank(file, kind, track, EncodingCatalog.Wasmtime47), content, kind, selection.AllReaders));
                }
            }
        }

        return rows;
    }

    /// <summary>Why a table of a file cannot be had in an encoding, or null.</summary>
    public static string? WhyNot(CodeTables tables, TableKind kind, TableEncoding encoding) =>
        !encoding.Supports(kind) ? $"the encoding is not made for {kind}"
        : !tables.Has(kind) ? $"the file has no {string.Join(" or no ", kind.Questions.Where(question => tables.Find(question) is null))} table"
        : encoding.WhyNot(tables, kind);

    /// <summary>A row with the key of a cell and nothing measured.</summary>
    public static SizeRow Blank(LabFile file, TableKind kind, Track track, TableEncoding encoding) => new()
    {
        File = file.Name,
        Module = file.Module,
        Target = file.Target,
        Wasmtime = file.Wasmtime,
        Variant = file.Variant,
        Table = kind.Name,
        Track = track.Name,
        Encoding = encoding.Id,
        BlockEntries = encoding.BlockEntries,
    };

    private SizeRow MeasureCell(
        SizeRow blank, LabFileContent content, CodeTables tables, TableKind kind, TableEncoding encoding, Baseline baseline, Action<EncodedTable>? keep)
    {
        try
        {
            EncodedTable encoded = ReferenceEquals(tables, content.Tables) && baseline.Encoded(encoding) is { } before ? before : encoding.Encode(tables, kind);
            foreach (TableKind question in kind.Questions)
            {
                if (CellVerifier.Problem(encoding, encoded.Bytes, tables[question], ProbesOf(tables, question)) is string problem)
                {
                    return blank with { Error = problem };
                }
            }

            keep?.Invoke(encoded);
            return Filled(blank, content, tables, kind, encoded, baseline);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            return blank with { Error = $"{e.GetType().Name}: {e.Message.ReplaceLineEndings(" ")}" };
        }
    }

    private static SizeRow Filled(SizeRow blank, LabFileContent content, CodeTables tables, TableKind kind, EncodedTable encoded, Baseline baseline)
    {
        long bytes = encoded.Bytes.Length;
        int entries = tables.Entries(kind);
        return blank with
        {
            Entries = entries,
            Bytes = bytes,
            IndexBytes = encoded.IndexBytes,
            BodyBytes = encoded.BodyBytes,
            ModelBytes = encoded.ModelBytes,
            BytesPerEntry = entries == 0 ? null : Math.Round((double)bytes / entries, 4),
            RatioToLegacy = Ratio(bytes, baseline.LegacyBytes),
            RatioToV47 = Ratio(bytes, baseline.Wasmtime47Bytes),
            FileBytes = content.Bytes,
            FileBytesWith = content.BytesWith(kind, bytes),
            Sha256 = Convert.ToHexStringLower(SHA256.HashData(encoded.Bytes)),
        };
    }

    private static double? Ratio(long bytes, long baseline) => baseline == 0 ? null : Math.Round((double)bytes / baseline, 4);

    private CellVerifier.Probes ProbesOf(CodeTables tables, TableKind question)
    {
        if (!_probes.TryGetValue(question, out CellVerifier.Probes? probes))
        {
            _probes[question] = probes = CellVerifier.Draw(tables[question], tables.TextBytes, seed);
        }

        return probes;
    }

    /// <summary>The file's own lossless table in the two baselines; for a joint kind the sizes alone, each the sum of the two tables.</summary>
    private sealed record Baseline(long LegacyBytes, long Wasmtime47Bytes)
    {
        private EncodedTable? _legacy;
        private EncodedTable? _wasmtime47;

        public static Baseline Of(LabFileContent content, TableKind kind)
        {
            if (kind.Rule == LookupRule.Joint || content.Tables.Find(kind) is null)
            {
                return new(Sum(content, kind, EncodingCatalog.Legacy), Sum(content, kind, EncodingCatalog.Wasmtime47));
            }

            EncodedTable legacy = content.EncodeBaseline(EncodingCatalog.Legacy, kind);
            EncodedTable wasmtime47 = content.EncodeBaseline(EncodingCatalog.Wasmtime47, kind);
            return new(legacy.Bytes.Length, wasmtime47.Bytes.Length) { _legacy = legacy, _wasmtime47 = wasmtime47 };
        }

        /// <summary>The table in an encoding that is a baseline, so that it need not be encoded again; else null.</summary>
        public EncodedTable? Encoded(TableEncoding encoding) =>
            encoding.Equals(EncodingCatalog.Legacy) ? _legacy : encoding.Equals(EncodingCatalog.Wasmtime47) ? _wasmtime47 : null;

        private static long Sum(LabFileContent content, TableKind kind, TableEncoding encoding) =>
            kind.Questions.Where(question => content.Tables.Find(question) is not null).Sum(question => content.BaselineBytes(encoding, question));
    }
}
