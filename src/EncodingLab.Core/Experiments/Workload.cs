using EncodingLab.Tables;

namespace EncodingLab.Experiments;

/// <summary>A seeded way to choose the pcs that lookups ask for.</summary>
/// <param name="Name">Stable name in command lines and CSV.</param>
/// <param name="Description">What is drawn, in one sentence; shown in the report.</param>
/// <param name="Question">The table that is asked; <see cref="TableKind.Both"/> where one operation asks both.</param>
public abstract record Workload(string Name, string Description, TableKind Question)
{
    /// <summary>Pcs drawn where nothing else is said: enough that a branch predictor cannot learn the answers, few enough (64 KiB) to leave the caches to the tables.</summary>
    public const int DefaultPcs = 16384;

    /// <summary>Pcs that one timed operation walks.</summary>
    public virtual int PcsPerOperation => 1;

    /// <summary>Lookups in one timed operation.</summary>
    public virtual int LookupsPerOperation => 1;

    /// <summary>Whether an engine can ask every pc of it, so that a pruned address map answers as the whole one does.</summary>
    public virtual bool IsOfEngine => Question != TableKind.AddressMap;

    /// <summary>Whether the pcs are put in an order that gives every short run of them its share of early and late entries of blocks; otherwise they stay as drawn.</summary>
    private protected virtual bool IsDealt => PcsPerOperation == 1;

    /// <summary>Why it cannot be drawn from this file, without the words "not applicable"; null where it can.</summary>
    public virtual string? WhyNot(CodeTables tables)
    {
        string? missing = Question.Questions.Where(question => tables[question].Count == 0).Select(question => question.Name).FirstOrDefault();
        return missing is null ? null : $"no entries in {missing}";
    }

    /// <summary>Draws about <paramref name="count"/> pcs (whole operations) and asks the oracle about each. The same file, seed and count give the same pcs everywhere.</summary>
    public DrawnWorkload Draw(CodeTables tables, int seed, int count = DefaultPcs)
    {
        if (WhyNot(tables) is string reason)
        {
            throw new InvalidOperationException($"{Name}: {reason}");
        }

        var random = new WorkloadRandom(WorkloadRandom.Fold((ulong)seed, ContentHash(tables), NameHash()));
        uint[] pcs = DrawPcs(tables, random, Math.Max(count / PcsPerOperation, 1));
        if (IsDealt)
        {
            WorkloadDeal.Deal(pcs, tables[Question], random);
        }

        return new DrawnWorkload(this, pcs, tables);
    }

    /// <summary>Draws the pcs of so many operations.</summary>
    private protected abstract uint[] DrawPcs(CodeTables tables, WorkloadRandom random, int operations);

    /// <inheritdoc/>
    public sealed override string ToString() => Name;

    /// <summary>The same for the same tables, whatever file holds them.</summary>
    private static ulong ContentHash(CodeTables tables)
    {
        ulong hash = tables.TextBytes;
        foreach (PcTable table in tables.Tables)
        {
            hash = WorkloadRandom.Fold(hash, (ulong)table.Count);
            for (int i = 0; i < 64 && table.Count > 0; i++)
            {
                int entry = (int)((long)i * (table.Count - 1) / 63);
                hash = WorkloadRandom.Fold(hash, table.Pcs[entry], table.Values[entry]);
            }
        }

        return hash;
    }

    private ulong NameHash() => WorkloadRandom.Fold([.. Name.Select(letter => (ulong)letter)]);
}
