namespace EncodingLab.Experiments;

/// <summary>A published series of steps that each make a compiled file smaller, to be made again with a real Wasmtime.</summary>
/// <param name="Source">Where it was published, and what its figures are.</param>
/// <param name="Steps">In order.</param>
public sealed record Ladder(string Source, IReadOnlyList<LadderStep> Steps);

/// <summary>One step.</summary>
/// <param name="Step">Its number.</param>
/// <param name="What">What it changes.</param>
/// <param name="Input">The module's file name; the file may have <c>.br</c> behind it.</param>
/// <param name="Options">Of <c>wasmtime compile</c>, separated by spaces, each with its value in one word.</param>
/// <param name="PublishedKib">Published size of the compiled file, KiB rounded up.</param>
/// <param name="PublishedWasmKib">Published size of the module.</param>
public sealed record LadderStep(int Step, string What, string Input, string Options, int PublishedKib, int PublishedWasmKib);
