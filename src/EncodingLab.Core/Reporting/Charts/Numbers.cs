using System.Globalization;

namespace EncodingLab.Reporting.Charts;

/// <summary>Numbers as text, the same in every culture. A unit does not part from its number at the end of a line.</summary>
public static class Numbers
{
    /// <summary>About three significant digits, thousands parted, no exponent.</summary>
    public static string Short(double value)
    {
        double size = Math.Abs(value);
        string format = size switch
        {
            0 => "0",
            >= 100 => "#,0",
            >= 10 => "0.#",
            >= 1 => "0.##",
            >= 0.01 => "0.###",
            _ => "0.######",
        };
        return value.ToString(format, CultureInfo.InvariantCulture);
    }

    /// <summary>Three significant digits with their zeros, so that a column of them reads as one.</summary>
    public static string Figure(double value)
    {
        double size = Math.Abs(value);
        string format = size switch
        {
            0 => "0",
            >= 99.95 => "#,0",
            >= 9.995 => "0.0",
            >= 0.9995 => "0.00",
            >= 0.01 => "0.000",
            _ => "0.######",
        };
        return value.ToString(format, CultureInfo.InvariantCulture);
    }

    /// <summary>An integer with its thousands parted.</summary>
    public static string Count(double value) => Math.Round(value).ToString("#,0", CultureInfo.InvariantCulture);

    /// <summary>A change as a signed percentage: 1.034 is <c>+3.4 %</c>.</summary>
    public static string Change(double ratio)
    {
        double percent = (ratio - 1) * 100;
        string digits = Math.Abs(percent).ToString(Math.Abs(percent) < 9.95 ? "0.0" : "0", CultureInfo.InvariantCulture);
        string sign = digits.Trim('0', '.').Length == 0 ? "±" : percent < 0 ? "−" : "+";
        return $"{sign}{digits}\u00A0%";
    }

    /// <summary>A share: 0.034 is <c>3.4 %</c>.</summary>
    public static string Percent(double share) => (share * 100).ToString(Math.Abs(share) < 0.0995 ? "0.0" : "0", CultureInfo.InvariantCulture) + "\u00A0%";

    /// <summary>A share with one decimal: 0.2347 is <c>23.5 %</c>.</summary>
    public static string PercentTenths(double share) => (share * 100).ToString("0.0", CultureInfo.InvariantCulture) + "\u00A0%";

    /// <summary>A ratio with its sign of multiplication.</summary>
    public static string Ratio(double value) => value.ToString(value < 9.995 ? "0.00" : "0.0", CultureInfo.InvariantCulture) + "×";

    /// <summary>Bytes in decimal units, three significant digits.</summary>
    public static string Bytes(double value) => Math.Abs(value) switch
    {
        >= 1e9 => Short(value / 1e9) + "\u00A0GB",
        >= 1e6 => Short(value / 1e6) + "\u00A0MB",
        >= 1e3 => Short(value / 1e3) + "\u00A0kB",
        _ => Short(value) + "\u00A0B",
    };

    /// <summary>As a tick says it.</summary>
    public static string Tick(double value, NumberStyle style) => style switch
    {
        NumberStyle.Percent => (value * 100).ToString("0.##", CultureInfo.InvariantCulture) + "\u00A0%",
        NumberStyle.Ratio => value.ToString("0.###", CultureInfo.InvariantCulture) + "×",
        NumberStyle.Bytes => Bytes(value),
        _ => Short(value),
    };
}
