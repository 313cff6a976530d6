using System.Globalization;
using EncodingLab.Results;

namespace EncodingLab.Reporting.Advice;

/// <summary>Which choices keep what was asked for, and why none does.</summary>
internal static class Constraints
{
    /// <summary>Whether a choice keeps all of them.</summary>
    public static bool Keep(RunData data, TradeOffPoint point, RecommendOptions options) =>
        (options.MaxRatio is not double ratio || point.BytesToLegacy <= ratio)
        && (options.MaxNs is not double ns || point.Ns <= ns)
        && (!options.KeepStockReader || StockReader(data, point).Length > 0);

    /// <summary>Which stock Wasmtime reads a choice's bytes; empty where none does.</summary>
    public static string StockReader(RunData data, TradeOffPoint point) => data.EncodingOf(point.Encoding)?.StockReader ?? "";

    /// <summary>One by one: which constraint leaves nothing of what those before it left, what comes nearest to it, and what to ask instead.</summary>
    /// <param name="data">The run.</param>
    /// <param name="options">Constraints that no choice keeps.</param>
    /// <param name="choices">All choices of the tables and targets in question; at least one.</param>
    public static RunFolderException NoneKept(RunData data, RecommendOptions options, IReadOnlyList<PlacedPoint> choices)
    {
        RecommendOptions[] each = [new() { KeepStockReader = options.KeepStockReader }, new() { MaxRatio = options.MaxRatio }, new() { MaxNs = options.MaxNs }];
        string met = "";
        foreach (RecommendOptions one in each)
        {
            PlacedPoint[] kept = [.. choices.Where(choice => Keep(data, choice.Point, one))];
            if (kept.Length == 0)
            {
                return new($"{data.Folder.Path}: no choice is {one.InWords()}{met}; {Remedy(one, choices, data.Files.HeadlineTarget, met.Length > 0)}");
            }

            choices = kept;
            met += one.InWords() is { Length: > 0 } words ? (met.Length == 0 ? " among those " : " and ") + words : "";
        }

        throw new InvalidOperationException("some choice keeps all constraints");
    }

    private static string Remedy(RecommendOptions failed, IReadOnlyList<PlacedPoint> choices, string target, bool amongOthers)
    {
        if (failed.KeepStockReader)
        {
            return "drop --keep-stock-reader, or name another --table";
        }

        (Func<TradeOffPoint, double> figure, string best, string option, double steps) = failed.MaxRatio is null
            ? ((Func<TradeOffPoint, double>)(point => point.Ns), "fastest", "--max-ns", 10.0)
            : (point => point.BytesToLegacy, "smallest", "--max-ratio", 1000.0);
        PlacedPoint nearest = choices.OrderByDescending(choice => choice.Target == target).ThenBy(choice => double.IsNaN(figure(choice.Point)) ? double.PositiveInfinity : figure(choice.Point)).First();
        double reach = Math.Ceiling(figure(nearest.Point) * steps) / steps;
        return string.Create(CultureInfo.InvariantCulture, $"the {best} on {nearest.Target} is {nearest.Point.Label} at {reach} ({nearest.Table}); raise {option} to that{(amongOthers ? ", or drop another constraint" : "")}");
    }
}

/// <summary>A choice, of a table on a target.</summary>
internal sealed record PlacedPoint(string Table, string Target, TradeOffPoint Point);
