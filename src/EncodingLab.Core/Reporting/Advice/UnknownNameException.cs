namespace EncodingLab.Reporting.Advice;

/// <summary>A name that a run does not have: a table, target, track or workload. The message says those that it has.</summary>
public sealed class UnknownNameException(string message) : Exception(message);
