namespace EncodingLab.Reporting.Charts;

/// <summary>Draws charts. The lab has one, <see cref="SvgChartRenderer"/>; a plotting library would be another.</summary>
public interface IChartRenderer
{
    /// <summary>Ending of the files, such as <c>svg</c>.</summary>
    string FileEnding { get; }

    /// <summary>The drawing as a file of its own; the same chart gives the same text.</summary>
    string Render(Chart chart, ChartSize size);
}

/// <summary>A width that charts are laid out for; the height follows from the content.</summary>
/// <param name="Name">Part of file names and of element ids.</param>
/// <param name="Width">CSS pixels.</param>
public sealed record ChartSize(string Name, int Width)
{
    /// <summary>For columns of a page and anything wider.</summary>
    public static ChartSize Wide { get; } = new("wide", 700);

    /// <summary>For telephones and narrow columns, where shrinking the wide one would make its text unreadable.</summary>
    public static ChartSize Narrow { get; } = new("narrow", 360);

    /// <summary>Whether room for text beside the plot is short.</summary>
    public bool IsNarrow => Width < 500;
}
