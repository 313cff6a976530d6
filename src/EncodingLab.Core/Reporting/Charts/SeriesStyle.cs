namespace EncodingLab.Reporting.Charts;

/// <summary>What tells one series from another, with colour and without.</summary>
/// <param name="Colour">Slot of the palette, see <see cref="SvgTheme"/>.</param>
/// <param name="Marker">Shape of the points.</param>
/// <param name="Dash">Pattern of the line.</param>
/// <param name="Hollow">Whether the points are outlines only.</param>
/// <param name="Texture">Strokes across a bar.</param>
public sealed record SeriesStyle(int Colour, Marker Marker = Marker.Circle, Dash Dash = Dash.Solid, bool Hollow = false, Texture Texture = Texture.None)
{
    /// <summary>Shapes that are skipped when the colours begin again: 7 colours and a turn of 2 come to 9 steps, which share no divisor with 8 shapes.</summary>
    private const int Turn = 2;

    /// <summary>For what stays in the background.</summary>
    public static SeriesStyle Muted { get; } = new(0);

    /// <summary>For means and frontiers, which are nobody's own colour.</summary>
    public static SeriesStyle Ink { get; } = new(SvgTheme.InkSlot, Marker.Diamond);

    /// <summary>The pattern some steps after another, for variants of one encoding.</summary>
    public static Dash Next(Dash dash, int steps) => (Dash)(((int)dash + steps) % Enum.GetValues<Dash>().Length);

    /// <summary>The n-th of many: colours, shapes and dashes step at different rates, so that neighbours differ in all three and no colour comes back with the same shape before the outlines do.</summary>
    public static SeriesStyle Nth(int n)
    {
        int colours = SvgTheme.InkSlot - 1;
        int shapes = (int)Marker.Ring;
        return new SeriesStyle(1 + (n % colours), (Marker)((n + (n / colours * Turn)) % shapes), (Dash)(n % Enum.GetValues<Dash>().Length), n / (colours * shapes) % 2 == 1);
    }
}

/// <summary>Shapes of points.</summary>
public enum Marker
{
    Circle,
    Square,
    Triangle,
    Diamond,
    Cross,
    Plus,
    Down,
    Star,

    /// <summary>Around another point, to mark it.</summary>
    Ring,

    /// <summary>An upright stroke, for a value beside bars.</summary>
    Tally,
}

/// <summary>Strokes across bars.</summary>
public enum Texture
{
    None,
    Rising,
    Falling,
    Upright,
    Level,
}

/// <summary>Patterns of lines.</summary>
public enum Dash
{
    Solid,
    Long,
    Dots,
    DashDot,
    Short,
}
