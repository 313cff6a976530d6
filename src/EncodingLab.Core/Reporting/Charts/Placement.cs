namespace EncodingLab.Reporting.Charts;

/// <summary>A label that a point wants.</summary>
/// <param name="Text">The label.</param>
/// <param name="X">Where the point is.</param>
/// <param name="Y">Where the point is.</param>
/// <param name="Size">Of the font.</param>
/// <param name="Bold">Whether the label is bold.</param>
/// <param name="OnLines">Whether it may lie on lines rather than nowhere.</param>
/// <param name="Reach">How far it may stand from its point.</param>
internal sealed record PointLabel(string Text, double X, double Y, double Size, bool Bold, bool OnLines = true, double Reach = LabelPlacer.Farthest);

/// <summary>Where a label goes from its point: that many distances across and down, and which share of the label is left of there.</summary>
internal readonly record struct Direction(double Across, double Down, double Share)
{
    public TextAnchor Anchor => Share < 0.5 ? TextAnchor.Start : Share > 0.5 ? TextAnchor.End : TextAnchor.Middle;
}

/// <summary>The lines of a label and the width of the widest.</summary>
internal sealed record LabelShape(IReadOnlyList<string> Lines, double Width, double Size)
{
    /// <summary>From a line to the next.</summary>
    public const double LineHeight = 14.5;

    /// <summary>Labels that are wider may be broken in two.</summary>
    private const double Wide = 100;

    /// <summary>How many letters a break after a comma may be off the middle for free.</summary>
    private const int Comma = 4;

    public static LabelShape InOneLine(string text, double size, bool bold) => new([text], TextMetrics.Width(text, size, bold), size);

    /// <summary>The label in one line, and if that is long in two.</summary>
    public static LabelShape[] Of(string text, double size, bool bold)
    {
        LabelShape whole = InOneLine(text, size, bold);
        int[] breaks = whole.Width > Wide ? [.. Enumerable.Range(1, text.Length - 2).Where(i => text[i] == ' ')] : [];
        if (breaks.Length == 0)
        {
            return [whole];
        }

        int middle = breaks.MinBy(i => Math.Max(i, text.Length - i - 1) - (text[i - 1] == ',' ? Comma : 0));
        string[] lines = [text[..middle], text[(middle + 1)..]];
        return [whole, new LabelShape(lines, lines.Max(line => TextMetrics.Width(line, size, bold)), size)];
    }

    /// <summary>The box of the label at some distance from a point.</summary>
    public Box At(double x, double y, Direction direction, double distance)
    {
        double more = (Lines.Count - 1) * LineHeight;
        double left = x + (direction.Across * distance) - (direction.Share * Width);
        double top = y + (direction.Down * distance) + (Math.Clamp(direction.Down, -1, 1) * more / 2) + (Size * 0.35) - (more / 2) - (TextMetrics.Ascent * Size);
        return new Box(left, top, left + Width, top + (TextMetrics.LineHeight * Size) + more);
    }
}

/// <summary>Where a label goes, and whether it is far enough from its point to need the line to it.</summary>
internal sealed record Placement(LabelShape Shape, TextAnchor Anchor, Box Box, double MarkX, double MarkY, bool Far)
{
    /// <summary>The line from the point to the label.</summary>
    public Stroke Lead { get; } = new(MarkX, MarkY, Math.Clamp(MarkX, Box.Left, Box.Right), Math.Clamp(MarkY, Box.Top + 2, Box.Bottom - 2));

    /// <summary>Where the anchor of every line is.</summary>
    public double X => Anchor switch { TextAnchor.Start => Box.Left, TextAnchor.Middle => (Box.Left + Box.Right) / 2, _ => Box.Right };

    /// <summary>The baseline of a line of the label.</summary>
    public double Baseline(int line) => Box.Top + (TextMetrics.Ascent * Shape.Size) + (line * LabelShape.LineHeight);

    /// <summary>The box with more room at the far end.</summary>
    public Box RoomOfName(double clearance) => Anchor switch { TextAnchor.Start => Box with { Right = Box.Right + clearance }, TextAnchor.End => Box with { Left = Box.Left - clearance }, _ => Box };

    /// <summary>A label that begins at a point of its baseline, for a mark somewhere else.</summary>
    public static Placement At(LabelShape shape, double markX, double markY, double x, double baseline) =>
        new(shape, TextAnchor.Start, Box.OfText(shape.Width, x, baseline, shape.Size, TextAnchor.Start), markX, markY, Far: false);
}
