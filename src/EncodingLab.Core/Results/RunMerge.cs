using System.Globalization;

namespace EncodingLab.Results;

/// <summary>Joins the shards of a sweep to one run. Facts are simply united; times stay beside the machine that took them.</summary>
public static class RunMerge
{
    /// <summary>Writes the union of runs as a run.</summary>
    /// <param name="parts">Whole runs of different files, made by the same options.</param>
    /// <param name="path">The new run's folder; it gets its name when it is whole.</param>
    /// <param name="replace">Whether a run there may be replaced.</param>
    /// <param name="report">Called with the folder when all rows are written, before it gets its name.</param>
    /// <exception cref="RunFolderException">A part is broken off, has another seed, selection or build, or two measured the same cell.</exception>
    public static RunFolder Write(IReadOnlyList<RunFolder> parts, string path, bool replace, Action<RunFolder> report)
    {
        RunInfo[] infos = [.. parts.Select(part => part.Info)];
        RequireWhole(infos);
        RequireSameSweep(parts, infos);
        RunFolder folder = RunFolder.Create(path, replace);
        CsvTable.Write(folder.File("encodings.csv"), Union<EncodingRow>(parts, "encodings.csv", row => row.Encoding));
        CsvTable.Write(folder.File("sizes.csv"), RowOrder.Sort(Disjoint<SizeRow>(parts, "sizes.csv", row => $"{row.File} {row.Table} {row.Track} {row.Encoding}")));
        CsvTable.Write(folder.File("lookups.csv"), RowOrder.Sort(Disjoint<LookupRow>(parts, "lookups.csv", TimeKey)));
        Write<TableRow>(parts, folder, "tables.csv", row => $"{row.File} {row.Table} {row.Track}", row => row.File);
        Write<SectionRow>(parts, folder, "sections.csv", row => $"{row.File} {row.Section}", row => row.File);
        Write<PruneRow>(parts, folder, PruneRow.FileName, row => row.File);
        Write<LatencyRow>(parts, folder, "latency.csv", row => $"{row.File} {row.Table} {row.Track} {row.Encoding} {row.Reader} {row.View} {row.Bucket}");
        Write<EngineRow>(parts, folder, "engine.csv", row => $"{row.Engine} {row.BlockSize} {row.Frames}");
        CounterRow[] counters = [.. Disjoint<CounterRow>(parts, "counters.csv", row => $"{row.File} {row.Table} {row.Track} {row.Encoding} {row.Reader} {row.Workload} {row.Counter}")];
        if (counters.Length > 0)
        {
            CsvTable.Write(folder.File("counters.csv"), RowOrder.Sort(counters));
        }

        WriteCells(parts, folder);
        folder.WriteInfo(Join(folder.Id, infos) with { Csv = RunHashes.OfAll(folder.Path) });
        report(folder);
        folder.Complete();
        return folder;
    }

    private static string TimeKey(LookupRow row) =>
        $"{row.File} {row.Table} {row.Track} {row.Encoding} {row.Kind} {row.Reader} {row.Workload} {row.Cache} {row.Model}";

    private static void Write<TRow>(IReadOnlyList<RunFolder> parts, RunFolder folder, string name, Func<TRow, string> key, Func<TRow, string>? file = null)
    {
        IEnumerable<TRow> all = Disjoint(parts, name, key);
        TRow[] rows = [.. file is null ? all : all.OrderBy(file, StringComparer.Ordinal)];
        if (rows.Length > 0)
        {
            CsvTable.Write(folder.File(name), rows);
        }
    }

    /// <summary>Rows that several parts may have, if they are the same.</summary>
    private static IEnumerable<TRow> Union<TRow>(IReadOnlyList<RunFolder> parts, string name, Func<TRow, string> key)
    {
        var seen = new Dictionary<string, TRow>();
        foreach (TRow row in parts.SelectMany(part => part.Read<TRow>(name)))
        {
            if (seen.TryAdd(key(row), row))
            {
                yield return row;
            }
            else if (!Equals(seen[key(row)], row))
            {
                throw new RunFolderException($"the parts disagree about {key(row)} in {name}; merge runs of one build of the lab");
            }
        }
    }

    /// <summary>Rows of which each belongs to one part.</summary>
    private static IEnumerable<TRow> Disjoint<TRow>(IReadOnlyList<RunFolder> parts, string name, Func<TRow, string> key)
    {
        var seen = new Dictionary<string, string>();
        foreach (RunFolder part in parts)
        {
            foreach (TRow row in part.Read<TRow>(name))
            {
                if (!seen.TryAdd(key(row), part.Id))
                {
                    throw new RunFolderException($"{seen[key(row)]} and {part.Id} both have {key(row)} in {name}; merge parts that measured different files (--shard I/N)");
                }

                yield return row;
            }
        }
    }

    /// <summary>Planned cells one part after the other, and samples that point to them.</summary>
    private static void WriteCells(IReadOnlyList<RunFolder> parts, RunFolder folder)
    {
        var cells = new List<CellRow>();
        var samples = new List<SampleRow>();
        foreach (RunFolder part in parts)
        {
            int before = cells.Count;
            cells.AddRange(part.Read<CellRow>("cells.csv"));
            samples.AddRange(part.Read<SampleRow>("samples.csv").Select(sample => sample with { Cell = sample.Cell + before }));
        }

        CsvTable.Write(folder.File("cells.csv"), cells);
        CsvTable.Write(folder.File("samples.csv"), samples);
    }

    private static RunInfo Join(string id, RunInfo[] infos)
    {
        bool oneMachine = infos.All(info => info.Machine.Where(IsHardware).SequenceEqual(infos[0].Machine.Where(IsHardware)));
        return infos[0] with
        {
            Id = id,
            Shard = "",
            ElapsedSeconds = Math.Round(infos.Sum(info => info.ElapsedSeconds), 1),
            StartedUtc = infos.Min(info => info.StartedUtc)!,
            Machine = oneMachine ? infos[0].Machine : [new("machines", "several: see parts")],
            Corpus = [.. infos.SelectMany(info => info.Corpus).OrderBy(file => file.File, StringComparer.Ordinal)],
            Workloads = [.. infos.SelectMany(info => info.Workloads)],
            Counts = new(
                infos.Sum(info => info.Counts.Planned), infos.Sum(info => info.Counts.Measured), infos.Sum(info => info.Counts.Failed),
                infos.Sum(info => info.Counts.NotApplicable), infos.Sum(info => info.Counts.Cut)),
            Notes = [.. infos.SelectMany(info => info.Notes).Distinct(), .. MissingParts(infos)],
            Parts = [.. infos.Select(info => new RunPart(info.Id, info.Machine, [.. info.Corpus.Select(file => file.File)]))],
        };
    }

    /// <summary>Says which parts of a sharded sweep are not there: their files would be missed by nobody.</summary>
    private static IEnumerable<string> MissingParts(RunInfo[] infos)
    {
        string[] shards = [.. infos.Select(info => info.Shard).Where(shard => shard.Length > 0)];
        if (shards.Length > 0 && int.TryParse(shards[0].Split('/')[1], NumberStyles.None, CultureInfo.InvariantCulture, out int parts))
        {
            string[] missing = [.. Enumerable.Range(1, parts).Select(part => string.Create(CultureInfo.InvariantCulture, $"{part}/{parts}")).Except(shards)];
            return missing.Length > 0 ? [$"of this sweep the parts {string.Join(", ", missing)} are missing, and with them their files"] : [];
        }

        return [];
    }

    /// <summary>Facts that do not change from minute to minute.</summary>
    private static bool IsHardware(NamedFact fact) => fact.Name is "cpu" or "cores" or "caches" or "dotnet" or "tiering";

    private static void RequireWhole(RunInfo[] infos)
    {
        if (infos.FirstOrDefault(info => info.State != "whole") is { } broken)
        {
            throw new RunFolderException($"{broken.Id} is {broken.State}; finish it with sweep --resume before merging");
        }
    }

    private static void RequireSameSweep(IReadOnlyList<RunFolder> parts, RunInfo[] infos)
    {
        for (int i = 1; i < infos.Length; i++)
        {
            string? differs = infos[i].Seed != infos[0].Seed ? $"seed {infos[i].Seed}, not {infos[0].Seed}"
                : infos[i].LabVersion != infos[0].LabVersion ? $"lab version {infos[i].LabVersion}, not {infos[0].LabVersion}"
                : infos[i].Shard.Split('/')[^1] != infos[0].Shard.Split('/')[^1] ? $"part '{infos[i].Shard}', not one of as many parts as '{infos[0].Shard}'"
                : infos[i].Experiment != infos[0].Experiment ? $"experiment '{infos[i].Experiment}', not '{infos[0].Experiment}'"
                : null;
            if (differs is not null)
            {
                throw new RunFolderException($"{parts[i].Path}: it has {differs} as {infos[0].Id} has; merge shards of one sweep");
            }
        }
    }
}
