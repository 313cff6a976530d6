using System.Globalization;

namespace EncodingLab.Tests.Support;

/// <summary>Runs code under a culture that writes numbers differently or folds letters differently.</summary>
internal static class Cultures
{
    public static T Under<T>(string culture, Func<T> action)
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        CultureInfo foreign = (CultureInfo)CultureInfo.GetCultureInfo("").Clone();
        foreign.NumberFormat.NumberDecimalSeparator = ",";
        foreign.NumberFormat.NumberGroupSeparator = ".";
        foreign.NumberFormat.NegativeSign = "\u2212";
        try
        {
            CultureInfo.CurrentCulture = IsInvariantOnly() ? foreign : CultureInfo.GetCultureInfo(culture);
            return action();
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    private static bool IsInvariantOnly() => AppContext.TryGetSwitch("System.Globalization.Invariant", out bool invariant) && invariant;
}
