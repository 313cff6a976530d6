using EncodingLab.Results;

namespace EncodingLab.Reporting;

/// <summary>An encoding in the list of them all: what it is, and what a run says of it.</summary>
/// <param name="row">What the encoding is.</param>
/// <param name="merits">The run; null where there is none.</param>
public sealed class EncodingListing(EncodingRow row, EncodingMerits? merits)
{
    private const string BetsHeading = "Bets: ";

    public int Schema => row.Schema;

    public string Encoding => row.Encoding;

    public string Family => row.Family;

    public string Summary => row.Summary;

    public string LookupCost => row.LookupCost;

    /// <summary>What data it leans on, by its specification.</summary>
    public string Bets { get; } = row.Specification.Split('\n').FirstOrDefault(line => line.StartsWith(BetsHeading, StringComparison.Ordinal))?[BetsHeading.Length..] ?? "";

    /// <summary>What opening a reader builds, and the time that takes.</summary>
    public string OpenCost { get; } = EncodingMerits.OpenCost(row, merits);

    /// <summary>Where nothing else is as good.</summary>
    public string BestAt { get; } = EncodingMerits.BestAt(row.Encoding, merits);

    public string Tables => row.Tables;

    public string Readers => row.Readers;

    public string StockReader => row.StockReader;

    public bool BuildsState => row.BuildsState;

    public bool SearchesModel => row.SearchesModel;

    public int? IlBytes => row.IlBytes;

    public int? SourceLines => row.SourceLines;

    public string Specification => row.Specification;
}
