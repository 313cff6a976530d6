namespace EncodingLab.Results;

/// <summary>What rows of sizes and lookups share: the key of a cell and what became of it.</summary>
public interface ICellRow
{
    string File { get; }
    string Module { get; }
    string Target { get; }
    string Wasmtime { get; }
    string Variant { get; }
    string Table { get; }
    string Track { get; }
    string Encoding { get; }
    string Kind { get; }
    int? BlockEntries { get; }
    double? RatioToLegacy { get; }
    double? RatioToV47 { get; }
    string Error { get; }

    /// <summary>Whether the cell does not apply, which is no failure.</summary>
    bool IsNotApplicable => Error.StartsWith(RunFolder.NotApplicable, StringComparison.Ordinal);

    /// <summary>Whether the cell was tried and failed.</summary>
    bool IsFailed => Error.Length > 0 && !IsNotApplicable;
}
