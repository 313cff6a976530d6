namespace EncodingLab.Reporting.Charts;

/// <summary>Grid, ticks and names of rows.</summary>
internal static class AxisDrawing
{
    private const double Size = 12;

    /// <param name="canvas">Where.</param>
    /// <param name="x">The scale across.</param>
    /// <param name="y">The scale upwards, or the rows.</param>
    /// <param name="plot">Where the marks will stand.</param>
    /// <param name="paper">Width of the whole picture.</param>
    /// <param name="rules">Whether lines part the rows, which the eye needs from a name to a point but not to a bar.</param>
    public static void Draw(SvgCanvas canvas, Scale x, Scale y, Box plot, double paper, bool rules)
    {
        DrawX(canvas, x, plot, paper);
        if (y.Axis.Kind == AxisKind.Band)
        {
            foreach (int row in Enumerable.Range(1, rules ? Math.Max(0, y.Axis.Categories.Count - 1) : 0))
            {
                canvas.Line(Math.Min(plot.Left, paper - plot.Right), y.RowTop(row), plot.Right, y.RowTop(row), "grid");
            }

            canvas.Line(plot.Left, plot.Top, plot.Left, plot.Bottom, "axis");
        }
        else
        {
            DrawY(canvas, y, plot);
        }
    }

    private static void DrawX(SvgCanvas canvas, Scale x, Box plot, double paper)
    {
        double free = double.NegativeInfinity;
        foreach (double tick in x.Ticks.Where(x.Contains))
        {
            canvas.Line(x.At(tick), plot.Top, x.At(tick), plot.Bottom, "grid");
            string text = Numbers.Tick(tick, x.Axis.Numbers);
            double half = TextMetrics.Width(text, Size) / 2;
            double middle = Math.Clamp(x.At(tick), half, Math.Max(half, paper - half));
            Box box = Box.OfText(text, middle, plot.Bottom + 16, Size, TextAnchor.Middle);
            if (box.Left > free)
            {
                canvas.Text(text, middle, plot.Bottom + 16, Size, TextAnchor.Middle, "soft");
                free = box.Right + 4;
            }
        }

        canvas.Line(plot.Left, plot.Bottom, plot.Right, plot.Bottom, "axis");
    }

    private static void DrawY(SvgCanvas canvas, Scale y, Box plot)
    {
        double free = double.PositiveInfinity;
        foreach (double tick in y.Ticks.Where(y.Contains))
        {
            canvas.Line(plot.Left, y.At(tick), plot.Right, y.At(tick), "grid");
            string text = Numbers.Tick(tick, y.Axis.Numbers);
            Box box = Box.OfText(text, plot.Left - 7, y.At(tick) + 4, Size, TextAnchor.End);
            if (box.Bottom < free)
            {
                canvas.Text(text, plot.Left - 7, y.At(tick) + 4, Size, TextAnchor.End, "soft");
                free = box.Top;
            }
        }
    }

    /// <summary>Names of rows, each in its lines: left of the plot, or above the marks where each row keeps room for it.</summary>
    public static void DrawRowNames(SvgCanvas canvas, Scale y, Box plot, IReadOnlyList<IReadOnlyList<string>> names)
    {
        for (int row = 0; row < names.Count; row++)
        {
            int count = names[row].Count;
            for (int i = 0; i < count; i++)
            {
                if (y.BandInset > 0)
                {
                    canvas.Text(names[row][i], plot.Left + 1, y.RowTop(row) + y.BandInset - 4 - ((count - 1 - i) * 15), Size, TextAnchor.Start, "halo");
                }
                else
                {
                    canvas.Text(names[row][i], plot.Left - 8, y.At(row) + 4 + ((i - ((count - 1) / 2.0)) * 14.5), Size, TextAnchor.End);
                }
            }
        }
    }
}
