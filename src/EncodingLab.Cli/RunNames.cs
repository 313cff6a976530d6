using System.Globalization;
using EncodingLab.Results;

namespace EncodingLab.Cli;

/// <summary>Names of runs: the day, what it is, and a number.</summary>
internal static class RunNames
{
    /// <summary>The next free name in a folder of runs, such as <c>2026-11-21-sweep-3</c>.</summary>
    public static string Next(string runs, string what)
    {
        string day = DateTime.UtcNow.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        for (int number = 1; ; number++)
        {
            string name = string.Create(CultureInfo.InvariantCulture, $"{day}-{what}-{number}");
            string path = Path.Combine(runs, name);
            if (!Path.Exists(path) && !Path.Exists(path + RunFolder.PartialEnding))
            {
                return name;
            }
        }
    }
}
