namespace EncodingLab.Reporting.Charts;

/// <summary>Values of an axis to pixels, with its ticks.</summary>
internal sealed class Scale
{
    private readonly double _low;
    private readonly double _high;
    private readonly double _start;
    private readonly double _end;

    /// <summary>Spreads a domain over a range of pixels; the range may run downwards.</summary>
    public Scale(Axis axis, IEnumerable<double> values, double start, double end, int wantedTicks)
    {
        Axis = axis;
        _start = start;
        _end = end;
        (double low, double high) = Domain(axis, values);
        Ticks = axis.Kind == AxisKind.Band ? [] : axis.Ticks ?? (axis.Kind == AxisKind.Log ? NiceTicks.Log(low, high, wantedTicks) : NiceTicks.Linear(low, high, wantedTicks));
        _low = Map(low);
        _high = Map(high);
    }

    private Scale(Scale other, double by)
    {
        (Axis, Ticks, BandInset, _low, _high, _start, _end) = (other.Axis, other.Ticks, other.BandInset, other._low, other._high, other._start + by, other._end + by);
    }

    public Axis Axis { get; }
    public IReadOnlyList<double> Ticks { get; }

    /// <summary>Pixels at the top of each row of a band axis that are kept for its name.</summary>
    public double BandInset { get; init; }

    /// <summary>Pixels of one row of a band axis.</summary>
    public double BandWidth => Math.Abs(_end - _start) / Math.Max(1, Axis.Categories.Count);

    /// <summary>The same scale some pixels further.</summary>
    public Scale Shifted(double by) => new(this, by);

    /// <summary>Where a row of a band axis begins.</summary>
    public double RowTop(int row) => _start + (row * BandWidth);

    /// <summary>The pixel of a value; on a band axis the middle of the row's room for marks, and fractions of that room around it.</summary>
    public double At(double value) => Axis.Kind == AxisKind.Band
        ? RowTop((int)Math.Round(value)) + BandInset + ((0.5 + value - Math.Round(value)) * (BandWidth - BandInset))
        : _start + ((Map(value) - _low) / (_high - _low) * (_end - _start));

    /// <summary>Whether a value lies on the axis, a hair's breadth allowed.</summary>
    public bool Contains(double value)
    {
        double slack = (_high - _low) * 1e-6;
        return double.IsFinite(Map(value)) && Map(value) >= _low - slack && Map(value) <= _high + slack;
    }

    private static (double Low, double High) Domain(Axis axis, IEnumerable<double> values)
    {
        if (axis.Kind == AxisKind.Band)
        {
            return (-0.5, Math.Max(1, axis.Categories.Count) - 0.5);
        }

        double[] finite = [.. values.Concat(axis.Ticks ?? []).Where(value => double.IsFinite(value) && (axis.Kind != AxisKind.Log || value > 0))];
        double low = axis.Min ?? (finite.Length == 0 ? 1 : finite.Min());
        double high = axis.Max ?? (finite.Length == 0 ? 2 : finite.Max());
        return axis.Kind == AxisKind.Log ? PadLog(axis, low, high) : PadLinear(axis, low, high);
    }

    private static (double Low, double High) PadLog(Axis axis, double low, double high)
    {
        double margin = Math.Max(Math.Pow(high / low, 0.05), high / low < 1.2 ? 1.1 : 1.01);
        return (axis.Min ?? (low / margin), axis.Max ?? (high * margin));
    }

    private static (double Low, double High) PadLinear(Axis axis, double low, double high)
    {
        double margin = high > low ? (high - low) * 0.05 : Math.Max(Math.Abs(high) * 0.1, 0.5);
        return (axis.Min ?? (low - margin), axis.Max ?? (high + margin));
    }

    private double Map(double value) => Axis.Kind == AxisKind.Log ? Math.Log2(value) : value;
}
