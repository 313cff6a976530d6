namespace EncodingLab.Tables;

/// <summary>The bytes of an encoded table contradict themselves. Lookups never throw it; decoding does.</summary>
/// <param name="message">What was expected, what was found, and where.</param>
public sealed class MalformedTableException(string message) : Exception(message);
