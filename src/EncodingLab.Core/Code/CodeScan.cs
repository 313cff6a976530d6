namespace EncodingLab.Code;

/// <summary>What machine code tells about the pcs that can be looked up.</summary>
/// <param name="CallSites">Ascending return addresses: the offset just after each call.</param>
/// <param name="UnlistedTraps">Ascending offsets of instructions that trap without an entry in the traps table; only Pulley has them.</param>
public sealed record CodeScan(uint[] CallSites, uint[] UnlistedTraps);

/// <summary>Machine code that cannot be read with certainty. The message is one clause: what, where, found, expected.</summary>
public sealed class UnreadableCodeException(string problem) : Exception(problem);
