using EncodingLab.Corpus;
using EncodingLab.Cwasm;
using EncodingLab.Tables;

namespace EncodingLab.Files;

/// <summary>A corpus file, opened, checked against its manifest, its tables read.</summary>
public sealed class LoadedFile : IDisposable
{
    private LoadedFile(CorpusFile source, CwasmFile cwasm, CodeTables tables)
    {
        Source = source;
        Cwasm = cwasm;
        Tables = tables;
    }

    /// <summary>Where it came from and what rows call it.</summary>
    public CorpusFile Source { get; }

    /// <summary>Its bytes and sections; valid until this is disposed.</summary>
    public CwasmFile Cwasm { get; }

    /// <summary>Its tables, with call sites where they are known.</summary>
    public CodeTables Tables { get; }

    /// <summary>Opens a file and reads its tables.</summary>
    /// <exception cref="CwasmFormatException">Missing, altered, malformed, or of an unknown version.</exception>
    public static LoadedFile Open(CorpusFile source)
    {
        CwasmFile cwasm = source.Open();
        try
        {
            uint[]? callSites = source.CallSitesPath is { } path ? CallSiteBytes.Read(path) : null;
            return new(source, cwasm, TableLoader.Load(cwasm, callSites));
        }
        catch
        {
            cwasm.Dispose();
            throw;
        }
    }

    /// <summary>Gives the file's memory back.</summary>
    public void Dispose() => Cwasm.Dispose();
}
