using EncodingLab.Encodings;

namespace EncodingLab.Experiments;

/// <summary>What to say of an encoding's id that names nothing.</summary>
public static class EncodingIds
{
    /// <summary>Names the encodings without the values of their parameters, of which there are too many for a line, and the nearest id.</summary>
    public static ExperimentException Unknown(string id)
    {
        IEnumerable<string> names = EncodingCatalog.All.Select(encoding => encoding.Id.Split('(')[0]).Distinct();
        string? nearest = ExperimentException.Nearest(id, [.. EncodingCatalog.All.Select(encoding => encoding.Id), .. names]);
        string hint = nearest is null ? "" : $"; did you mean '{nearest}'?";
        return new($"unknown encoding '{id}'; known: {string.Join(", ", names)} ('encodings' lists their parameters){hint}");
    }
}
