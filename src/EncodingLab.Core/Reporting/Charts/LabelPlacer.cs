namespace EncodingLab.Reporting.Charts;

/// <summary>Finds room for labels beside points: never on another label or a mark, and where everything costs something, where it costs least.</summary>
internal sealed class LabelPlacer(Box area)
{
    /// <summary>What a label pays, in pixels that it would rather be farther from its point.</summary>
    private const double OverLine = 70;
    private const double OverGuide = 9;
    private const double OverFaintMark = 8;
    private const double LeadOverLabel = 60;
    private const double LeadOverMark = 12;
    private const double LeadOverLine = 6;

    /// <summary>What a line's name keeps to other lines at its far end, so that it is not theirs.</summary>
    private const double NamesClearance = 5;

    /// <summary>Distances up to which a label needs no line to its point, up to which its line is short, and the farthest.</summary>
    public const double Near = 15;
    public const double Middle = 38;
    public const double Farthest = 78;

    /// <summary>From here on only a line shows what a label belongs to, which is dear in itself.</summary>
    private const double Far = 16;
    private const double Lead = 12;

    private static readonly double[] s_distances = [9, Near, 24, Middle, 56, Farthest];

    private static readonly (double Dx, double Dy, TextAnchor Anchor)[] s_directions =
    [
        (1, 0, TextAnchor.Start), (0.8, -1.0, TextAnchor.Start), (0.8, 0.9, TextAnchor.Start), (-1, 0, TextAnchor.End),
        (-0.8, -1.0, TextAnchor.End), (-0.8, 0.9, TextAnchor.End), (0, -1.2, TextAnchor.Middle), (0, 1.3, TextAnchor.Middle),
        (1, -0.5, TextAnchor.Start), (1, 0.5, TextAnchor.Start), (-1, -0.5, TextAnchor.End), (-1, 0.5, TextAnchor.End),
    ];

    private readonly List<Box> _labels = [];
    private readonly List<Box> _marks = [];
    private readonly List<Box> _faint = [];
    private readonly List<Stroke> _lines = [];
    private readonly List<Stroke> _guides = [];

    /// <summary>A mark, which no label covers.</summary>
    public void Take(Box box) => _marks.Add(box);

    /// <summary>A mark in the background, which a label covers only if other places cost more.</summary>
    public void TakeFaint(Box box) => _faint.Add(box);

    /// <summary>A line that labels should not lie on, if there is another place.</summary>
    public void TakeLine(double x1, double y1, double x2, double y2) => _lines.Add(new Stroke(x1, y1, x2, y2));

    /// <summary>A yardstick that labels lie on rather than on a line.</summary>
    public void TakeGuide(double x1, double y1, double x2, double y2) => _guides.Add(new Stroke(x1, y1, x2, y2));

    /// <summary>The best place for a label beside a point; null where everything is taken.</summary>
    /// <param name="text">The label.</param>
    /// <param name="x">Where the point is.</param>
    /// <param name="y">Where the point is.</param>
    /// <param name="size">Of the font.</param>
    /// <param name="bold">Whether the label is bold.</param>
    /// <param name="onLines">Whether it may lie on lines rather than nowhere.</param>
    /// <param name="reach">How far it may stand from its point.</param>
    public Placement? Place(string text, double x, double y, double size, bool bold, bool onLines = true, double reach = Farthest) => Best([(x, y)], text, size, bold, onLines, reach, isName: false);

    /// <summary>The best place for the name of a line beside any of its points, with a line to it, since between two lines it could be either's; null where that line would cross another.</summary>
    public Placement? PlaceBeside(IEnumerable<(double X, double Y)> points, string text, double size, bool bold) => Best(points, text, size, bold, onLines: false, Farthest, isName: true);

    private Placement? Best(IEnumerable<(double X, double Y)> points, string text, double size, bool bold, bool onLines, double reach, bool isName)
    {
        (double Cost, Placement? Place) best = (double.PositiveInfinity, null);
        double width = TextMetrics.Width(text, size, bold);
        foreach ((double x, double y) in points)
        {
            // A place costs at least its distance.
            foreach (double distance in s_distances.TakeWhile(distance => distance <= reach && distance < best.Cost))
            {
                foreach ((double dx, double dy, TextAnchor anchor) in s_directions)
                {
                    var place = Placement.Of(width, x, y, x + (dx * distance), y + (dy * distance) + (size * 0.35), size, anchor, far: isName || distance >= Far);
                    double cost = distance + Cost(place, onLines, best.Cost - distance, isName);
                    best = cost < best.Cost ? (cost, place) : best;
                }
            }
        }

        return Took(best.Place);
    }

    /// <summary>The first of several places where a text costs least; null where all would lie on a line, a mark or a label.</summary>
    public Placement? PlaceAtOneOf(IEnumerable<Placement> places)
    {
        (Placement Place, double Cost)[] free = [.. places.Select(place => (place, Cost(place, onLines: false, double.PositiveInfinity, isName: false))).Where(one => double.IsFinite(one.Item2))];
        return Took(free.Length == 0 ? null : free.MinBy(one => one.Cost).Place);
    }

    private Placement? Took(Placement? place)
    {
        if (place is not null)
        {
            _labels.Add(place.Box);
            if (place.Far)
            {
                _lines.Add(place.Lead);
            }
        }

        return place;
    }

    /// <summary>What lies under the label and its line; infinite where the place is taken, and any large number where it is known to be worse than another.</summary>
    private double Cost(Placement place, bool onLines, double limit, bool isName)
    {
        Box box = place.Box;
        Box room = box.Grow(1);
        if (!box.Within(area) || limit <= 0 || Overlapping(_marks, room) > 0 || Overlapping(_labels, room) > 0)
        {
            return double.PositiveInfinity;
        }

        Box clear = !isName ? box : place.Anchor == TextAnchor.Start ? box with { Right = box.Right + NamesClearance } : place.Anchor == TextAnchor.End ? box with { Left = box.Left - NamesClearance } : box;
        int lines = Crossing(_lines, clear, onLines ? limit / OverLine : 0);
        if (lines > 0 && !onLines)
        {
            return double.PositiveInfinity;
        }

        double cost = (lines * OverLine) + (Crossing(_guides, box, double.PositiveInfinity) * OverGuide) + (Overlapping(_faint, room) * OverFaintMark);
        return !place.Far || cost > limit ? cost : cost + Lead + CostOfLead(place.Lead, isName);
    }

    private static int Overlapping(List<Box> boxes, Box room)
    {
        int count = 0;
        foreach (Box box in boxes)
        {
            count += box.Overlaps(room) ? 1 : 0;
        }

        return count;
    }

    /// <summary>How many lines cross a box; of more than matter, one more than those.</summary>
    private static int Crossing(List<Stroke> lines, Box box, double matter)
    {
        int count = 0;
        for (int i = 0; i < lines.Count && count <= matter; i++)
        {
            count += lines[i].Crosses(box) ? 1 : 0;
        }

        return count;
    }

    private double CostOfLead(Stroke lead, bool isName) =>
        (_labels.Count(lead.Crosses) * LeadOverLabel)
        + (_marks.Count(mark => !mark.Holds(lead.X1, lead.Y1) && lead.Crosses(mark)) * LeadOverMark)
        + (_lines.Count(lead.Later(4).Meets) is int met and > 0 ? isName ? double.PositiveInfinity : met * LeadOverLine : 0);
}

/// <summary>A straight line between two points.</summary>
internal readonly record struct Stroke(double X1, double Y1, double X2, double Y2)
{
    public bool Crosses(Box box) => box.Crosses(X1, Y1, X2, Y2);

    /// <summary>The same without its first pixels.</summary>
    public Stroke Later(double pixels)
    {
        double share = Math.Min(1, pixels / Math.Max(pixels, Math.Sqrt(((X2 - X1) * (X2 - X1)) + ((Y2 - Y1) * (Y2 - Y1)))));
        return this with { X1 = X1 + ((X2 - X1) * share), Y1 = Y1 + ((Y2 - Y1) * share) };
    }

    /// <summary>Whether two lines cross.</summary>
    public bool Meets(Stroke other) =>
        Side(other.X1, other.Y1) != Side(other.X2, other.Y2) && other.Side(X1, Y1) != other.Side(X2, Y2);

    private bool Side(double x, double y) => ((X2 - X1) * (y - Y1)) - ((Y2 - Y1) * (x - X1)) > 0;
}

/// <summary>Where a label goes, and whether it is far enough from its point to need the line to it.</summary>
internal sealed record Placement(double X, double Baseline, TextAnchor Anchor, bool Far, Box Box, Stroke Lead)
{
    /// <summary>A label whose anchor is at a point of its baseline, for a mark somewhere else.</summary>
    public static Placement At(string text, double markX, double markY, double x, double baseline, double size, TextAnchor anchor, bool bold, bool far) =>
        Of(TextMetrics.Width(text, size, bold), markX, markY, x, baseline, size, anchor, far);

    /// <summary>The same for a label of known width.</summary>
    public static Placement Of(double width, double markX, double markY, double x, double baseline, double size, TextAnchor anchor, bool far)
    {
        var box = Box.OfText(width, x, baseline, size, anchor);
        return new Placement(x, baseline, anchor, far, box, new Stroke(markX, markY, Math.Clamp(markX, box.Left, box.Right), Math.Clamp(markY, box.Top + 2, box.Bottom - 2)));
    }
}
