using System.Globalization;
using EncodingLab.Results;

namespace EncodingLab.Measuring;

/// <summary>What sampling a cell gave, as a row.</summary>
internal static class TimedRow
{
    /// <summary>Fills a row that has the cell's key.</summary>
    public static LookupRow Of(LookupRow blank, CellTiming timing) => blank with
    {
        Lookups = timing.LookupsPerSample,
        LookupsPerOperation = timing.Cell.LookupsPerOperation,
        Samples = timing.Samples.Count,
        NsMedian = Round(timing.Ns?.Median),
        NsCiLow = Round(timing.Ns?.Low),
        NsCiHigh = Round(timing.Ns?.High),
        NsP10 = Round(timing.Ns?.P10),
        NsP90 = Round(timing.Ns?.P90),
        NsMad = Round(timing.Ns?.Mad),
        Outliers = timing.Ns is { } ns ? string.Create(CultureInfo.InvariantCulture, $"{ns.MildOutliers}/{ns.SevereOutliers}") : "",
        OpenBytes = timing.OpenBytes,
        OpenNs = Round(timing.OpenNs),
        RatioToLegacy = Round(timing.ToLegacy?.Median),
        RatioToV47 = Round(timing.ToV47?.Median),
        RatioCiLow = Round(timing.ToV47?.Low),
        RatioCiHigh = Round(timing.ToV47?.High),
        Checksum = timing.Checksum,
        Warnings = string.Join("; ", timing.Warnings),
        Error = timing.Error,
    };

    /// <summary>Four decimals are far below the noise, and keep files small.</summary>
    private static double? Round(double? value) => value is double number && double.IsFinite(number) ? Math.Round(number, 4) : null;
}
