using Spectre.Console;

namespace EncodingLab.Cli;

/// <summary>A ratio to Wasmtime 47 as a bar: eight cells are 1; what is longer than twelve ends in an arrow. Better than 1 is green, worse red, where there are colours.</summary>
internal static class RatioBar
{
    private const int CellsOfOne = 8;
    private const int MostCells = 12;

    /// <summary>Parts of a cell, in eighths.</summary>
    private const string Parts = " ▏▎▍▌▋▊▉";

    /// <summary>The bar's letters; none without a ratio.</summary>
    public static string Of(double? ratio)
    {
        int eighths = (int)Math.Round((ratio ?? 0) * CellsOfOne * 8);
        return eighths > MostCells * 8
            ? new string('█', MostCells - 1) + "▶"
            : new string('█', eighths / 8) + (eighths % 8 > 0 ? Parts[eighths % 8] : "");
    }

    /// <summary>The colour of a ratio.</summary>
    public static Style Style(double? ratio) => new(ratio < 0.9995 ? Color.Green : ratio > 1.0005 ? Color.Red : Color.Default);
}
