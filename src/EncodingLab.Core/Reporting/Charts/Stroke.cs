namespace EncodingLab.Reporting.Charts;

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
