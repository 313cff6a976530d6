using System.Security.Cryptography;
using EncodingLab.Cwasm;

namespace EncodingLab.Corpus;

/// <summary>A file to work on: where it is and what is known of it before it is opened.</summary>
/// <param name="Name">How rows and messages call it; unique among the files opened together, the same on every machine.</param>
/// <param name="FullPath">Where it is on this machine.</param>
/// <param name="Identity">Module, target, Wasmtime version, variant.</param>
public sealed record CorpusFile(string Name, string FullPath, CorpusIdentity Identity)
{
    /// <summary>Its row of the manifest; null for a user's own file.</summary>
    public CorpusEntry? Entry { get; init; }

    /// <summary>A file of its call sites, beside the corpus; null where there is none.</summary>
    public string? CallSitesPath { get; init; }

    /// <summary>Why it cannot be used; null for a file that looks well until it is opened.</summary>
    public CwasmFormatException? Problem { get; init; }

    /// <summary>Opens it; where a manifest describes it, makes sure that it is that file.</summary>
    /// <exception cref="CwasmFormatException">Missing, altered, or no cwasm.</exception>
    public CwasmFile Open()
    {
        if (Problem is not null)
        {
            throw Problem;
        }

        CwasmFile file = CwasmFile.Open(FullPath, expectedBytes: Entry?.Bytes ?? 0);
        try
        {
            return Entry is null || Entry.Sha256.Length == 0 ? file : Verified(file, Entry);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>SHA-256 as the manifest writes it: lower-case hex.</summary>
    public static string Sha256(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    private static CwasmFile Verified(CwasmFile file, CorpusEntry entry)
    {
        string found = Sha256(file.Bytes().Span);
        return found == entry.Sha256 ? file : throw new CwasmFormatException(
            CwasmErrorKind.Altered, file.Path, $"not the file that the manifest describes: expected SHA-256 {entry.Sha256}, found {found}", "fetch the file again, or take its row out of the manifest");
    }
}

/// <summary>What a corpus file is a build of.</summary>
/// <param name="Module">Name of the wasm module.</param>
/// <param name="Target">First part of the target triple.</param>
/// <param name="Wasmtime">Version: full where known, else the major number.</param>
/// <param name="Variant">Empty for the default build.</param>
public sealed record CorpusIdentity(string Module, string Target, string Wasmtime, string Variant)
{
    /// <summary>What an opened file says of itself: the note of a redacted one, else its engine section and name.</summary>
    public static CorpusIdentity Of(CwasmFile file, string path)
    {
        if (RedactionNote.Read(file) is { } note)
        {
            return new(note.Module, note.Target, note.Wasmtime, note.Variant);
        }

        string target = file.Engine.Target;
        return new(ModuleName(path, target), target, file.Engine.Version, "");
    }

    /// <summary>A file's name without its endings and its target.</summary>
    public static string ModuleName(string path, string target)
    {
        string name = WithoutEndings(Path.GetFileName(path));
        int at = name.IndexOf("." + target, StringComparison.Ordinal);
        return at > 0 ? name[..at] : name;
    }

    /// <summary>A name or path without <c>.cwasm</c>, <c>.cwasm.br</c> and <c>.skeleton</c>.</summary>
    public static string WithoutEndings(string name)
    {
        foreach (string ending in new[] { ".br", ".cwasm", ".skeleton" })
        {
            name = name.EndsWith(ending, StringComparison.OrdinalIgnoreCase) ? name[..^ending.Length] : name;
        }

        return name;
    }
}
