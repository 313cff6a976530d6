using EncodingLab.Results;

namespace EncodingLab.Reporting.Claims;

/// <summary>A file's two tables in both shipped encodings.</summary>
internal sealed record FileBytes(string Module, IReadOnlyDictionary<string, SizeRow> Rows)
{
    public static FileBytes? Of(RunData data, string file)
    {
        SizeRow[] rows = [.. data.SizesOf(file).Where(row => row is { Track: "lossless", Kind: "encoding", Error: "", Bytes: not null } && row.Encoding is (RunNames.Legacy or RunNames.Shipped))];
        return rows.Length == 0 ? null : new FileBytes(rows[0].Module, rows.ToDictionary(row => RowKey.Of(row.Table, row.Encoding)));
    }

    /// <summary>Both tables' share of the file with legacy tables.</summary>
    public double LegacyShare => (Bytes("traps", RunNames.Legacy) + Bytes("addrmap", RunNames.Legacy)) / Size(RunNames.Legacy);

    public double LegacyTrapShare => Bytes("traps", RunNames.Legacy) / Size(RunNames.Legacy);

    /// <summary>Share of the legacy file that the shipped encoding saves.</summary>
    public double Saved => 1 - (Size(RunNames.Shipped) / Size(RunNames.Legacy));

    public double RatioToLegacy(string table) => Bytes(table, RunNames.Shipped) / Bytes(table, RunNames.Legacy);

    public double BytesPerEntry(string table) => Rows.TryGetValue(RowKey.Of(table, RunNames.Shipped), out SizeRow? row) && row.Entries > 0 ? (double)row.Bytes!.Value / row.Entries.Value : double.NaN;

    private double Bytes(string table, string encoding) => Rows.TryGetValue(RowKey.Of(table, encoding), out SizeRow? row) && row.Entries is not 0 ? row.Bytes!.Value : double.NaN;

    /// <summary>The file with both tables in an encoding.</summary>
    public double Size(string encoding) => Rows.TryGetValue(RowKey.Of("traps", encoding), out SizeRow? traps) && Rows.TryGetValue(RowKey.Of("addrmap", encoding), out SizeRow? map)
        ? (double)(traps.FileBytesWith ?? 0) + (map.FileBytesWith ?? 0) - (map.FileBytes ?? 0)
        : double.NaN;
}
