namespace EncodingLab.Notebooks;

/// <summary>A notebook that is not one: missing, no JSON, not nbformat 4, or with cells that the lab cannot run.</summary>
public sealed class NotebookException(string message) : Exception(message);

/// <summary>A cell that does not compile, throws, or asks for what a run does not have.</summary>
public sealed class NotebookCellException(string message) : Exception(message);
