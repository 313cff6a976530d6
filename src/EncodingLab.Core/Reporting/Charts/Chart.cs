namespace EncodingLab.Reporting.Charts;

/// <summary>A chart as data: what to show, not how to draw it. Any <see cref="IChartRenderer"/> can draw it.</summary>
public sealed record Chart
{
    /// <summary>Stem of the file's name; unique in a report; letters, digits and hyphens.</summary>
    public required string Name { get; init; }

    /// <summary>The finding, in a sentence computed from the data.</summary>
    public required string Title { get; init; }

    /// <summary>What is drawn, of which files and under which conditions.</summary>
    public string Subtitle { get; init; } = "";

    public required Axis X { get; init; }
    public required Axis Y { get; init; }
    public IReadOnlyList<Series> Series { get; init; } = [];

    /// <summary>Horizontal bars, stacked in their order where several share a category of <see cref="Y"/>.</summary>
    public IReadOnlyList<Bar> Bars { get; init; } = [];
    public IReadOnlyList<Guide> Guides { get; init; } = [];

    /// <summary>Small print under the chart: what was left out and why, where the rows are.</summary>
    public string Note { get; init; } = "";

    /// <summary>What somebody who cannot see the chart needs to know.</summary>
    public required string Description { get; init; }

    /// <summary>What the chart is about, for filters: table, target.</summary>
    public Tags Tags { get; init; } = Tags.None;
}

/// <summary>A position axis.</summary>
public sealed record Axis(string Label, AxisKind Kind)
{
    /// <summary>Ticks at these values only, such as the block sizes that were measured.</summary>
    public IReadOnlyList<double>? Ticks { get; init; }

    /// <summary>A bound of the domain that the data may not reach, such as 0.</summary>
    public double? Min { get; init; }
    public double? Max { get; init; }

    /// <summary>Rows of a <see cref="AxisKind.Band"/> axis, top to bottom.</summary>
    public IReadOnlyList<string> Categories { get; init; } = [];

    /// <summary>How many heights points have within a row.</summary>
    public int Lanes { get; init; } = 1;

    /// <summary>How values are written on ticks.</summary>
    public NumberStyle Numbers { get; init; } = NumberStyle.Plain;
}

/// <summary>How a value becomes a place.</summary>
public enum AxisKind
{
    Linear,
    Log,
    Band,
}

/// <summary>How numbers are written.</summary>
public enum NumberStyle
{
    Plain,
    Percent,
    Ratio,
    Bytes,
}

/// <summary>Points that belong together.</summary>
public sealed record Series
{
    /// <summary>The name in the legend; empty where the legend need not name it.</summary>
    public string Name { get; init; } = "";
    public required SeriesStyle Style { get; init; }
    public required IReadOnlyList<ChartPoint> Points { get; init; }
    public bool Line { get; init; } = true;
    public bool Step { get; init; }
    public bool Markers { get; init; } = true;
    public Weight Weight { get; init; } = Weight.Normal;

    /// <summary>Text at the end of the line.</summary>
    public string EndLabel { get; init; } = "";

    /// <summary>Text beside the line, wherever along it there is room.</summary>
    public string LineLabel { get; init; } = "";
    public Tags Tags { get; init; } = Tags.None;
}

/// <summary>How strongly a series speaks.</summary>
public enum Weight
{
    Faint,
    Normal,
    Strong,
}

/// <summary>A point; on a band axis the coordinate is the category's number.</summary>
/// <param name="X">Horizontal value.</param>
/// <param name="Y">Vertical value.</param>
public sealed record ChartPoint(double X, double Y)
{
    /// <summary>Text beside the point.</summary>
    public string Label { get; init; } = "";

    /// <summary>Labels that matter more are placed first, since later ones give way; then those of stronger series.</summary>
    public int Priority { get; init; }

    /// <summary>Text on hovering.</summary>
    public string Tip { get; init; } = "";

    /// <summary>Interval of the value that is measured: Y, or X where Y is a band.</summary>
    public double? Low { get; init; }
    public double? High { get; init; }
}

/// <summary>One segment of a horizontal bar.</summary>
/// <param name="Category">Number of the row.</param>
/// <param name="Length">Length in the units of the x axis; it begins where the row's previous segment ends.</param>
/// <param name="Name">The segment's name in the legend.</param>
public sealed record Bar(int Category, double Length, string Name, SeriesStyle Style)
{
    public string Label { get; init; } = "";

    /// <summary>Text right of the segment, such as the sum of its row.</summary>
    public string EndLabel { get; init; } = "";
    public string Tip { get; init; } = "";
    public Tags Tags { get; init; } = Tags.None;
}

/// <summary>A straight line across the chart: a yardstick, never a contestant.</summary>
/// <param name="Horizontal">Whether the line is horizontal, at a value of the y axis.</param>
/// <param name="At">The value.</param>
/// <param name="Label">Its name, beside the line.</param>
public sealed record Guide(bool Horizontal, double At, string Label)
{
    /// <summary>The one row that the line is drawn in, on a band axis; null for all.</summary>
    public int? Category { get; init; }
    public string Tip { get; init; } = "";
}

/// <summary>What a mark is about, so that a filter can find it.</summary>
public sealed record Tags(string Table = "", string Target = "", string Module = "", string Encoding = "", string Workload = "")
{
    public static Tags None { get; } = new();
}
