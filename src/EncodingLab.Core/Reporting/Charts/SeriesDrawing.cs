namespace EncodingLab.Reporting.Charts;

/// <summary>Lines, points and intervals of a series.</summary>
internal static class SeriesDrawing
{
    /// <summary>The classes that <see cref="SvgTheme"/> styles.</summary>
    public static string Classes(SeriesStyle style, Weight weight)
    {
        string dash = style.Dash == Dash.Solid ? "" : $" d{(int)style.Dash}";
        string emphasis = weight switch { Weight.Faint => " faint", Weight.Strong => " strong", _ => "" };
        return $"c{style.Colour}{dash}{emphasis}";
    }

    /// <summary>The class of a bar: outlined where the style is hollow.</summary>
    public static string BarClass(SeriesStyle style) => style.Hollow ? "bar pale" : "bar";

    public static void Mark(SvgCanvas canvas, SeriesStyle style, double x, double y, double radius) => canvas.Path(MarkerShapes.Data(style.Marker, x, y, radius), MarkClass(style));

    /// <summary>The marks of a series, each with its tip; as one path where they have nothing to say one by one.</summary>
    private static void Marks(SvgCanvas canvas, SeriesStyle style, (ChartPoint Point, double X, double Y)[] places, double radius)
    {
        if (!canvas.Tips)
        {
            canvas.Path(string.Concat(places.Select(place => MarkerShapes.Data(style.Marker, place.X, place.Y, radius))), MarkClass(style));
            return;
        }

        canvas.Open(MarkClass(style));
        foreach ((ChartPoint point, double x, double y) in places)
        {
            canvas.Path(MarkerShapes.Data(style.Marker, x, y, radius), "", point.Tip);
        }

        canvas.Close();
    }

    /// <summary>How large the points are.</summary>
    public static double Radius(Weight weight) => weight switch { Weight.Strong => 5.5, Weight.Normal => 4.5, _ => 2.8 };

    private static string MarkClass(SeriesStyle style) => MarkerShapes.IsOpen(style.Marker) ? "open" : style.Hollow ? "mark hollow" : "mark";

    /// <summary>Draws a series without its labels.</summary>
    public static void Draw(SvgCanvas canvas, Series series, Scale x, Scale y)
    {
        (ChartPoint Point, double X, double Y)[] places = [.. series.Points.Where(point => x.Contains(point.X) && y.Contains(point.Y)).Select(point => (point, x.At(point.X), y.At(point.Y)))];
        if (places.Length == 0)
        {
            return;
        }

        canvas.Open(Classes(series.Style, series.Weight), series.Tags);
        if (series.Line && places.Length > 1)
        {
            canvas.Path(SvgCanvas.Polyline(Outline(series, x, y)), "line");
        }

        foreach ((ChartPoint point, double px, double py) in places)
        {
            DrawInterval(canvas, point, px, py, x, y);
        }

        if (series.Markers)
        {
            Marks(canvas, series.Style, places, Radius(series.Weight));
        }

        canvas.Close();
        Remember(canvas, series, places, x, y);
    }

    /// <summary>Says where everything is that a label should not lie on.</summary>
    private static void Remember(SvgCanvas canvas, Series series, (ChartPoint Point, double X, double Y)[] places, Scale x, Scale y)
    {
        if (series.Weight == Weight.Faint)
        {
            return;
        }

        double radius = Radius(series.Weight);
        canvas.Marks.AddRange(series.Markers ? places.Select(place => new Box(place.X - radius, place.Y - radius, place.X + radius, place.Y + radius)) : []);
        if (series.Line)
        {
            IReadOnlyList<(double X, double Y)> corners = Outline(series, x, y);
            canvas.Lines.AddRange(corners.Zip(corners.Skip(1), (from, to) => new Stroke(from.X, from.Y, to.X, to.Y)));
        }
    }

    /// <summary>The corners of a series' line in pixels.</summary>
    public static IReadOnlyList<(double X, double Y)> Outline(Series series, Scale x, Scale y)
    {
        (double X, double Y)[] places = [.. series.Points.Where(point => x.Contains(point.X) && y.Contains(point.Y)).Select(point => (x.At(point.X), y.At(point.Y)))];
        return series.Step && places.Length > 0 ? [.. Steps(places)] : places;
    }

    private static void DrawInterval(SvgCanvas canvas, ChartPoint point, double px, double py, Scale x, Scale y)
    {
        if (point is not { Low: double low, High: double high })
        {
            return;
        }

        if (y.Axis.Kind == AxisKind.Band)
        {
            canvas.Line(x.At(low), py, x.At(high), py, "range");
        }
        else
        {
            canvas.Line(px, y.At(low), px, y.At(high), "range");
        }
    }

    private static IEnumerable<(double X, double Y)> Steps((double X, double Y)[] places)
    {
        double y = places[0].Y;
        foreach ((double px, double py) in places)
        {
            yield return (px, y);
            yield return (px, py);
            y = py;
        }
    }
}
