namespace EncodingLab.Reporting.Advice;

/// <summary>A part of the answer: what it is about, and what is to be said, a point a table or a reason.</summary>
internal sealed record AnswerPart(string Lead, IReadOnlyList<string> Points)
{
    /// <summary>A sentence; what it is about stands before its colon.</summary>
    public static AnswerPart Of(string sentence)
    {
        int colon = sentence.IndexOf(": ", StringComparison.Ordinal);
        return colon < 0 ? new("", [sentence]) : new(sentence[..colon], [sentence[(colon + 2)..]]);
    }
}
