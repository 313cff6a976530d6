using System.Globalization;
using CsvHelper;
using MathNet.Numerics;

namespace EncodingLab.Results;

/// <summary>What a call that traps took in a real engine: a row of <c>corpus/truth/engine-backtrace.csv</c>.</summary>
[CsvRecord]
public sealed partial record EngineMeasurement
{
    [CsvColumn("engine")] public required string Engine { get; init; }

    /// <summary>0 = legacy fixed-width.</summary>
    [CsvColumn("block_size")] public required int BlockSize { get; init; }
    [CsvColumn("backtrace")] public required string Backtrace { get; init; }
    [CsvColumn("frames")] public required int Frames { get; init; }
    [CsvColumn("min_ns")] public required double MinNs { get; init; }
    [CsvColumn("median_ns")] public required double MedianNs { get; init; }
    [CsvColumn("cwasm_bytes")] public required long CwasmBytes { get; init; }
}

/// <summary>Says what the engine's trap with a backtrace should take, from what our lookups take.</summary>
/// <remarks>
/// The engine's time is taken to be a fixed part (signal, unwinding, the error value) plus our time for the same 21 lookups, times the ratio of the two machines and compilers. Both
/// unknowns are fitted to the other block sizes than the one foretold, so that no measurement foretells itself.
/// </remarks>
public static class EnginePrediction
{
    private const int Frames = 20;
    private const string Workload = "backtrace-20";
    private const string Model = "open-and-find";

    /// <summary>Reads the measurements; lines that begin with # are comments.</summary>
    /// <exception cref="RunFolderException">The file is not what it should be.</exception>
    public static IReadOnlyList<EngineMeasurement> ReadTruth(string path)
    {
        try
        {
            using CsvReader csv = CsvReader.FromFile(path, CsvTable.Reading with { CommentPrefix = '#', FieldCountMismatch = CsvFieldCountHandling.Throw });
            return [.. csv.GetRecords<EngineMeasurement>()];
        }
        catch (KeyNotFoundException)
        {
            throw new RunFolderException($"{path}: not the engine's measurements: expected the columns {CsvTable.Header<EngineMeasurement>()}");
        }
        catch (Exception e) when (e is CsvFormatException or IOException)
        {
            throw new RunFolderException($"{path}: not the engine's measurements: {e.Message.Split('\n')[0].Trim()}");
        }
    }

    /// <summary>A row a measurement; those that our rows say nothing about have no prediction and a note.</summary>
    /// <param name="measured">What the engine took.</param>
    /// <param name="lookups">Rows of a run that timed backtraces over the engine's own test module.</param>
    /// <param name="module">That module.</param>
    public static IReadOnlyList<EngineRow> Predict(IReadOnlyList<EngineMeasurement> measured, IReadOnlyList<LookupRow> lookups, string module = "backtrace-chain")
    {
        Dictionary<int, double> ours = Ours(lookups, module);
        EngineMeasurement[] known = [.. measured.Where(row => row.Frames == Frames && row.BlockSize > 0 && ours.ContainsKey(row.BlockSize))];
        return [.. measured.Select(row => Predict(row, known, ours))];
    }

    private static EngineRow Predict(EngineMeasurement row, EngineMeasurement[] known, Dictionary<int, double> ours)
    {
        var blank = new EngineRow { Engine = row.Engine, BlockSize = row.BlockSize, Frames = row.Frames, MeasuredNs = row.MinNs, CwasmBytes = row.CwasmBytes };
        EngineMeasurement[] others = [.. known.Where(other => other.BlockSize != row.BlockSize)];
        if (row.Frames != Frames || !ours.TryGetValue(row.BlockSize, out double own) || others.Length < 2)
        {
            return blank with { Note = row.Frames != Frames ? "not a backtrace of 20 frames" : $"no {Workload} of this block size, or of two others, was timed" };
        }

        (double fixedNs, double scale) = Fit.Line([.. others.Select(other => ours[other.BlockSize])], [.. others.Select(other => other.MinNs)]);
        return blank with
        {
            PredictedNs = Math.Round(fixedNs + (scale * own), 1),
            FixedNs = Math.Round(fixedNs, 1),
            Note = string.Create(CultureInfo.InvariantCulture, $"fitted to {others.Length} other block sizes; engine / ours = {scale:0.000}; ours {own:0} ns"),
        };
    }

    /// <summary>Our baseline readers' medians by block size, 0 for legacy.</summary>
    private static Dictionary<int, double> Ours(IReadOnlyList<LookupRow> lookups, string module) => lookups
        .Where(row => row.Module == module && row.Workload == Workload && row.Model == Model && row.Cache == "hot" && row.Track == "lossless" && row.Reader == "scalar" && row.NsMedian is not null)
        .Where(row => row.Encoding == "legacy-fixed" || row.Encoding.StartsWith("block-leb128(", StringComparison.Ordinal))
        .GroupBy(row => row.BlockEntries ?? 0)
        .ToDictionary(block => block.Key, block => block.Average(row => row.NsMedian!.Value));
}
