using EncodingLab.Code;
using EncodingLab.Corpus;
using EncodingLab.Cwasm;
using EncodingLab.Tables;

namespace EncodingLab.Files;

/// <summary>A file's tables with all that says which pcs can be asked: what the query-equivalent track needs of a file.</summary>
public static class QueryTables
{
    /// <summary>Completes a file's tables with call sites, from its own section if it is redacted, else from its code.</summary>
    /// <param name="file">The file.</param>
    /// <param name="tables">Its tables, as <see cref="TableLoader"/> reads them.</param>
    /// <exception cref="CwasmFormatException">What can be asked is not known with certainty; the message says why.</exception>
    public static CodeTables Complete(CwasmFile file, CodeTables tables)
    {
        if (WhyNot(file, tables) is { } reason)
        {
            throw new CwasmFormatException(CwasmErrorKind.Refused, file.Path, reason, "only the lossless track is safe for this file");
        }

        return RedactionNote.Read(file) is null ? Scan(file, tables) : tables;
    }

    /// <summary>Why it cannot be told which pcs of a file can be asked, or null where it can (its code must still prove readable).</summary>
    public static string? WhyNot(CwasmFile file, CodeTables tables)
    {
        if (file.Find(SectionNames.Frames) is not null)
        {
            return $"has a section {SectionNames.Frames}: guest debugging asks at any pc";
        }

        if (RedactionNote.Read(file) is null)
        {
            return CallSiteFinder.WhyNot(file.Engine.Target, file.Engine.Major)
                ?? (tables.FunctionStarts is null ? $"has no function bounds: section {SectionNames.Symbols} is absent or empty" : null);
        }

        return file.IsPulley ? "redacted: Pulley instructions trap without an entry in the traps table, and they are blanked"
            : tables.CallSites is null ? "redacted, and its call sites are not known"
            : null;
    }

    private static CodeTables Scan(CwasmFile file, CodeTables tables)
    {
        ReadOnlyMemory<byte> text = file.Bytes(SectionNames.Text) ?? default;
        try
        {
            if (text.Length > 0 && text.Span.IndexOfAnyExcept((byte)0) < 0)
            {
                throw new UnreadableCodeException($"section {SectionNames.Text} holds {text.Length} zero bytes: it was blanked");
            }

            return Read(file, tables, text.Span);
        }
        catch (UnreadableCodeException e)
        {
            throw new CwasmFormatException(CwasmErrorKind.Refused, file.Path, e.Message, "compile the module again, or leave this file as it is");
        }
    }

    /// <summary>
    /// A map that Wasmtime wrote has entries where instructions begin. One that was pruned has them where they cost least: its code is read from the starts of functions alone, which takes longer
    /// and finds more calls that are none, but misses none; and then each of its entries is asked.
    /// </summary>
    private static CodeTables Read(CwasmFile file, CodeTables tables, ReadOnlySpan<byte> text)
    {
        PcTable map = tables[TableKind.AddressMap];
        try
        {
            CodeTables read = With(file, tables, text, WithPosition(map));
            bool mayBePruned = map.Count <= tables[TableKind.Traps].Count + read.CallSites!.Length + (read.UnlistedTraps?.Length ?? 0);
            return (mayBePruned ? FromStarts(file, tables, text) : null) ?? read;
        }
        catch (UnreadableCodeException)
        {
            if (FromStarts(file, tables, text) is { } pruned)
            {
                return pruned;
            }

            throw;
        }
    }

    /// <summary>What function starts alone say, where by that each entry of the map is asked; else null.</summary>
    private static CodeTables? FromStarts(CwasmFile file, CodeTables tables, ReadOnlySpan<byte> text)
    {
        try
        {
            CodeTables read = With(file, tables, text, []);
            return QueryEquivalence.Prune(read).Statistics is { Entries: > 0 } found && found.Kept == found.Entries ? read : null;
        }
        catch (UnreadableCodeException)
        {
            return null;
        }
    }

    private static CodeTables With(CwasmFile file, CodeTables tables, ReadOnlySpan<byte> text, uint[] boundaries)
    {
        CodeScan scan = CallSiteFinder.Find(text, file.Engine.Target, file.Engine.Major, file.ReadFunctionSymbols(), boundaries);
        RequireNamed(tables, scan.CallSites);
        return tables with { CallSites = scan.CallSites, UnlistedTraps = scan.UnlistedTraps.Length > 0 ? scan.UnlistedTraps : null };
    }

    /// <summary>Stack maps and exception tables name some return addresses themselves: each must be among those found.</summary>
    private static void RequireNamed(CodeTables tables, uint[] found)
    {
        foreach (PcTable table in new[] { tables[TableKind.StackMap], tables[TableKind.Exceptions] })
        {
            foreach (uint pc in table.Pcs)
            {
                if (Array.BinarySearch(found, pc) < 0)
                {
                    throw new UnreadableCodeException($"section {TableLoader.SectionOf(table.Kind)} names the return address {pc}, but the code has no call before it");
                }
            }
        }
    }

    /// <summary>Entries that have a position begin an instruction; one of none may begin constants.</summary>
    private static uint[] WithPosition(PcTable map)
    {
        var pcs = new List<uint>(map.Count);
        for (int i = 0; i < map.Count; i++)
        {
            if (map.Values[i] != TableKind.None)
            {
                pcs.Add(map.Pcs[i]);
            }
        }

        return [.. pcs];
    }
}
