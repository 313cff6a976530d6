using System.Globalization;

namespace EncodingLab.Reporting.Advice;

/// <summary>What a choice must keep, and what matters how much.</summary>
public sealed record RecommendOptions
{
    /// <summary>At most this many of the bytes that Wasmtime 46 would take (geometric mean): <c>--max-ratio 0.35</c>.</summary>
    public double? MaxRatio { get; init; }

    /// <summary>At most this many nanoseconds a lookup (geometric mean): <c>--max-ns 60</c>.</summary>
    public double? MaxNs { get; init; }

    /// <summary>How much bytes count: the score is bytes^BytesWeight x ns^NsWeight, so with 1 and 1 halving either is worth the same.</summary>
    public double BytesWeight { get; init; } = 1;

    /// <summary>How much time counts.</summary>
    public double NsWeight { get; init; } = 1;

    /// <summary>Only encodings whose bytes a stock Wasmtime reads.</summary>
    public bool KeepStockReader { get; init; }

    /// <summary>Only this table, target, track or workload; null for all tables and targets, the lossless track, the table's main workload.</summary>
    public string? Table { get; init; }
    public string? Target { get; init; }
    public string Track { get; init; } = "lossless";
    public string? Workload { get; init; }

    /// <summary>Reads <c>bytes=1,ns=2</c> into the weights; null where the text is not that or names one twice.</summary>
    public RecommendOptions? WithWeights(string text)
    {
        RecommendOptions options = this;
        var named = new HashSet<string>();
        foreach (string part in text.Split(','))
        {
            string[] pair = part.Split('=');
            if (pair.Length != 2 || !double.TryParse(pair[1], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double weight) || !double.IsFinite(weight) || !named.Add(pair[0].Trim()))
            {
                return null;
            }

            switch (pair[0].Trim())
            {
                case "bytes":
                    options = options with { BytesWeight = weight };
                    break;
                case "ns":
                    options = options with { NsWeight = weight };
                    break;
                default:
                    return null;
            }
        }

        return options.BytesWeight + options.NsWeight > 0 ? options : null;
    }

    /// <summary>What all ratios of a table are to, whatever the track.</summary>
    public string Yardstick(string table) => RunNames.Yardstick(table, Track);

    /// <summary>The constraints in words; empty where there are none.</summary>
    public string InWords()
    {
        var words = new List<string>();
        if (MaxRatio is double ratio)
        {
            words.Add(string.Create(CultureInfo.InvariantCulture, $"at most {ratio:0.###} of legacy's bytes"));
        }

        if (MaxNs is double ns)
        {
            words.Add(string.Create(CultureInfo.InvariantCulture, $"at most {ns:0.###} ns a lookup"));
        }

        if (KeepStockReader)
        {
            words.Add("readable by a stock Wasmtime");
        }

        return string.Join(", ", words);
    }
}
