namespace EncodingLab.Reporting.Charts;

/// <summary>Finds room for labels beside points: never on another label or a mark, and where everything costs something, where it costs least.</summary>
internal sealed class LabelPlacer(Box area)
{
    /// <summary>What a label pays, in pixels that it would rather be farther from its point.</summary>
    private const double OverLine = 70;
    private const double OverGuide = 14;
    private const double OverFaintMark = 8;
    private const double NearerToAnother = 25;
    private const double SecondLine = 10;
    private const double LeadOverLabel = 80;
    private const double LeadOverMark = 45;
    private const double LeadOverLead = 40;
    private const double LeadOverLine = 8;

    /// <summary>From a label to a line that it does not lie on.</summary>
    private const double LineRoom = 1.5;

    /// <summary>From a mark to the line of another's label.</summary>
    private const double MarkRoom = 2;

    /// <summary>What a line's name keeps to other lines at its far end, so that it is not theirs.</summary>
    private const double NamesClearance = 5;

    /// <summary>Up to there a label needs no line to its point.</summary>
    public const double Near = 14;

    /// <summary>Farther than that no label stands from its point.</summary>
    public const double Farthest = 78;

    /// <summary>Beyond the height of a line of text only a line shows what a label belongs to, which is dear in itself.</summary>
    public const double Far = 15;
    private const double Lead = 12;

    /// <summary>How often labels look for a better place once the others have theirs.</summary>
    private const int Rounds = 3;

    /// <summary>The first directions are enough for the names of lines, which have many points to choose from.</summary>
    private const int DirectionsOfNames = 12;

    private static readonly double[] s_distances = [9, Near, 24, 38, 56, Farthest];

    private static readonly Direction[] s_directions =
    [
        new(1, 0, 0), new(0.8, -1.0, 0), new(0.8, 0.9, 0), new(-1, 0, 1), new(-0.8, -1.0, 1), new(-0.8, 0.9, 1), new(0, -1.2, 0.5), new(0, 1.3, 0.5), new(1, -0.5, 0), new(1, 0.5, 0), new(-1, -0.5, 1), new(-1, 0.5, 1),
        new(0, -1.2, 0.25), new(0, 1.3, 0.25), new(0, -1.2, 0.75), new(0, 1.3, 0.75), new(0.4, -1.1, 0), new(0.4, 1.2, 0), new(-0.4, -1.1, 1), new(-0.4, 1.2, 1),
    ];

    private readonly List<Placement> _placed = [];
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

    /// <summary>The best places for labels beside points, those that matter more first; null where everything is taken.</summary>
    /// <remarks>Each takes its best place among those before it, then each looks again now that the others stand.</remarks>
    public IReadOnlyList<Placement?> Place(IReadOnlyList<PointLabel> labels)
    {
        LabelShape[][] shapes = [.. labels.Select(label => LabelShape.Of(label.Text, label.Size, label.Bold))];
        var places = new Placement?[labels.Count];
        bool moved = true;
        for (int round = 0; round < Rounds && moved; round++)
        {
            moved = false;
            for (int i = 0; i < places.Length; i++)
            {
                Placement? old = places[i];
                _placed.RemoveAll(place => ReferenceEquals(place, old));
                places[i] = Took(Best([(labels[i].X, labels[i].Y)], shapes[i], labels[i].OnLines, labels[i].Reach, isName: false) ?? old);
                moved |= places[i]?.Box != old?.Box;
            }
        }

        return places;
    }

    /// <summary>The best place for the name of a line beside any of its points, with a line to it, since between two lines it could be either's; null where that line would cross another.</summary>
    public Placement? PlaceBeside(IEnumerable<(double X, double Y)> points, string text, double size, bool bold) => Took(Best(points, [LabelShape.InOneLine(text, size, bold)], onLines: false, Farthest, isName: true));

    /// <summary>The first of several places where a text costs least; null where all would lie on a line, a mark or a label.</summary>
    public Placement? PlaceAtOneOf(IEnumerable<Placement> places)
    {
        (Placement Place, double Cost)[] free = [.. places.Where(place => IsFree(place.Box)).Select(place => (place, Cost(place, onLines: false, double.PositiveInfinity, isName: false))).Where(one => double.IsFinite(one.Item2))];
        return Took(free.Length == 0 ? null : free.MinBy(one => one.Cost).Place);
    }

    private Placement? Best(IEnumerable<(double X, double Y)> points, LabelShape[] shapes, bool onLines, double reach, bool isName)
    {
        (double Cost, Placement? Place) best = (double.PositiveInfinity, null);
        foreach ((double x, double y) in points)
        {
            foreach (LabelShape shape in shapes)
            {
                double price = (shape.Lines.Count - 1) * SecondLine;

                // A place costs at least its distance.
                foreach (double distance in s_distances.TakeWhile(distance => distance <= reach && distance + price < best.Cost))
                {
                    foreach (Direction direction in s_directions.AsSpan(0, isName ? DirectionsOfNames : s_directions.Length))
                    {
                        Box box = shape.At(x, y, direction, distance);
                        double cost = price + Math.Max(distance, box.DistanceTo(x, y));
                        if (cost < best.Cost && IsFree(box))
                        {
                            var place = new Placement(shape, direction.Anchor, box, x, y, Far: isName || box.DistanceTo(x, y) > Far);
                            cost += Cost(place, onLines, best.Cost - cost, isName);
                            best = cost < best.Cost ? (cost, place) : best;
                        }
                    }
                }
            }
        }

        return best.Place;
    }

    private Placement? Took(Placement? place)
    {
        if (place is not null)
        {
            _placed.Add(place);
        }

        return place;
    }

    private bool IsFree(Box box)
    {
        Box room = box.Grow(1);
        if (!box.Within(area) || Overlapping(_marks, room) > 0)
        {
            return false;
        }

        foreach (Placement place in _placed)
        {
            if (place.Box.Overlaps(room))
            {
                return false;
            }
        }

        return true;
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

    /// <summary>What lies under a label that has a free place, and under its line; infinite where that may not be, and any large number where it is known to be worse than another.</summary>
    private double Cost(Placement place, bool onLines, double limit, bool isName)
    {
        Box clear = isName ? place.RoomOfName(NamesClearance) : place.Box.Grow(LineRoom);
        int lines = Crossing(_lines, clear, onLines ? limit / OverLine : 0) + CrossingLeads(clear);
        if (lines > 0 && !onLines)
        {
            return double.PositiveInfinity;
        }

        double cost = (lines * OverLine) + (Crossing(_guides, place.Box, double.PositiveInfinity) * OverGuide) + (Overlapping(_faint, place.Box.Grow(1)) * OverFaintMark);
        return cost > limit ? cost : cost + (place.Far ? Lead + CostOfLead(place.Lead, isName) : 0) + (IsNearerToAnother(place) ? NearerToAnother : 0);
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

    private int CrossingLeads(Box box)
    {
        int count = 0;
        foreach (Placement place in _placed)
        {
            count += place.Far && place.Lead.Crosses(box) ? 1 : 0;
        }

        return count;
    }

    /// <summary>Whether a label seems to be another mark's: nearer to it than to its own, and as near as labels that need no line.</summary>
    private bool IsNearerToAnother(Placement place)
    {
        double own = Math.Min(Far, place.Box.DistanceTo(place.MarkX, place.MarkY));
        return _marks.Exists(mark => !mark.Holds(place.MarkX, place.MarkY) && place.Box.DistanceTo((mark.Left + mark.Right) / 2, (mark.Top + mark.Bottom) / 2) < own);
    }

    private double CostOfLead(Stroke lead, bool isName)
    {
        Stroke later = lead.Later(4);
        int met = _lines.Count(later.Meets);
        int leads = _placed.Count(other => other.Far && later.Meets(other.Lead));
        return isName && met + leads > 0
            ? double.PositiveInfinity
            : (_placed.Count(other => lead.Crosses(other.Box)) * LeadOverLabel) + (leads * LeadOverLead) + (met * LeadOverLine)
                + (_marks.Count(mark => !mark.Holds(lead.X1, lead.Y1) && lead.Crosses(mark.Grow(MarkRoom))) * LeadOverMark);
    }
}
