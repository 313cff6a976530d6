namespace EncodingLab.Reporting.Charts;

/// <summary>A rectangle on the paper.</summary>
internal readonly record struct Box(double Left, double Top, double Right, double Bottom)
{
    public double Width => Right - Left;
    public double Height => Bottom - Top;

    public bool Overlaps(Box other) => Left < other.Right && other.Left < Right && Top < other.Bottom && other.Top < Bottom;

    public bool Within(Box other) => Left >= other.Left && Right <= other.Right && Top >= other.Top && Bottom <= other.Bottom;

    public bool Holds(double x, double y) => x >= Left && x <= Right && y >= Top && y <= Bottom;

    /// <summary>From the nearest point of the box to a point; 0 inside.</summary>
    public double DistanceTo(double x, double y)
    {
        double across = Math.Max(0, Math.Max(Left - x, x - Right));
        double down = Math.Max(0, Math.Max(Top - y, y - Bottom));
        return Math.Sqrt((across * across) + (down * down));
    }

    public Box Grow(double by) => new(Left - by, Top - by, Right + by, Bottom + by);

    /// <summary>The box of a line of text whose anchor is at a point of its baseline.</summary>
    public static Box OfText(string text, double x, double baseline, double size, TextAnchor anchor, bool bold = false) =>
        OfText(TextMetrics.Width(text, size, bold), x, baseline, size, anchor);

    /// <summary>The same for a text of known width.</summary>
    public static Box OfText(double width, double x, double baseline, double size, TextAnchor anchor)
    {
        double left = anchor switch { TextAnchor.Start => x, TextAnchor.Middle => x - (width / 2), _ => x - width };
        double top = baseline - (TextMetrics.Ascent * size);
        return new Box(left, top, left + width, top + (TextMetrics.LineHeight * size));
    }

    /// <summary>Whether the segment between two points comes into the box.</summary>
    public bool Crosses(double x1, double y1, double x2, double y2)
    {
        if (Math.Max(x1, x2) < Left || Math.Min(x1, x2) > Right || Math.Max(y1, y2) < Top || Math.Min(y1, y2) > Bottom)
        {
            return false;
        }

        double from = 0;
        double to = 1;
        return Clip(x2 - x1, Left - x1, Right - x1, ref from, ref to) && Clip(y2 - y1, Top - y1, Bottom - y1, ref from, ref to);
    }

    private static bool Clip(double step, double low, double high, ref double from, ref double to)
    {
        if (step == 0)
        {
            return low <= 0 && high >= 0;
        }

        double enter = Math.Min(low / step, high / step);
        double leave = Math.Max(low / step, high / step);
        from = Math.Max(from, enter);
        to = Math.Min(to, leave);
        return from <= to;
    }
}

/// <summary>Which point of a text its coordinate is.</summary>
internal enum TextAnchor
{
    Start,
    Middle,
    End,
}
