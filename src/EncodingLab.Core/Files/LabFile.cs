using EncodingLab.Corpus;
using EncodingLab.Cwasm;
using EncodingLab.Encodings;
using EncodingLab.Tables;

namespace EncodingLab.Files;

/// <summary>A corpus file as measuring sees it: what it is called, and how to get at its tables.</summary>
public sealed class LabFile(CorpusFile source)
{
    /// <summary>How rows call it; unique in a sweep.</summary>
    public string Name => source.Name;

    public string Module => source.Identity.Module;

    public string Target => source.Identity.Target;

    public string Wasmtime => source.Identity.Wasmtime;

    public string Variant => source.Identity.Variant;

    /// <summary>Language of the module's source, where a manifest says it.</summary>
    public string SourceLanguage => source.Entry?.SourceLanguage ?? "";

    /// <summary>Bytes on disk, packed or not; 0 where it is missing. For ordering work only.</summary>
    public long DiskBytes => new FileInfo(source.FullPath) is { Exists: true } info ? info.Length : 0;

    /// <summary>Reads and hashes the file, and decodes its tables.</summary>
    /// <param name="callSites">Whether to look for call sites in the code of a file that does not list them; it takes a second for 10 MB of code.</param>
    /// <exception cref="CwasmFormatException">Missing, altered, no cwasm, or its tables are not known or malformed.</exception>
    public LabFileContent Load(bool callSites = false)
    {
        using LoadedFile file = LoadedFile.Open(source);
        return new(file, callSites);
    }
}

/// <summary>What measuring needs of a file; holds nothing of the file itself.</summary>
public sealed class LabFileContent
{
    private readonly Dictionary<(TableEncoding, TableKind), long> _baselines = [];
    private readonly FileLayout _layout;
    private PrunedTables? _asked;

    internal LabFileContent(LoadedFile file, bool callSites)
    {
        Tables = file.Tables;
        ShippedEncoding = TableLoader.ShippedEncoding(file.Cwasm);
        WhyNotAsked = QueryTables.WhyNot(file.Cwasm, Tables);
        if (callSites && WhyNotAsked is null)
        {
            try
            {
                Tables = QueryTables.Complete(file.Cwasm, Tables);
            }
            catch (CwasmFormatException e)
            {
                WhyNotAsked = e.Message;
            }
        }

        WhyNotAsked ??= Tables.CallSites is null ? "its call sites are not known" : Tables.Has(TableKind.Both) ? null : "it lacks one of the two tables";
        Bytes = WholeFile.Size(file.Cwasm);
        Sha256 = file.Source.Entry is { Sha256.Length: > 0 } entry ? entry.Sha256 : CorpusFile.Sha256(file.Cwasm.Bytes().Span);
        Sections = [.. file.Cwasm.Image.Sections.Where(section => section.FileSize > 0).Select(section => (section.Name, (long)section.FileSize))];
        _layout = FileLayout.Of(file.Cwasm);
    }

    /// <summary>The file's tables.</summary>
    public CodeTables Tables { get; }

    /// <summary>Why it is not known which pcs of the file can be asked, or null where it is.</summary>
    public string? WhyNotAsked { get; }

    /// <summary>The tables reduced to what can be asked, keys where their differences are short. Only where <see cref="WhyNotAsked"/> is null.</summary>
    public CodeTables AskedTables => Asked.Tables;

    /// <summary>What became of the address map's entries in <see cref="AskedTables"/>.</summary>
    public PruneStatistics AskedStatistics => Asked.Statistics;

    /// <summary>The encoding that the file's Wasmtime wrote and reads.</summary>
    public TableEncoding ShippedEncoding { get; }

    private PrunedTables Asked => _asked ??= QueryEquivalence.Prune(Tables, KeyPlacement.ShortDeltas);

    /// <summary>Bytes of the whole file, unpacked and as Wasmtime wrote it.</summary>
    public long Bytes { get; }

    /// <summary>SHA-256 of the file as it is in the corpus, unpacked, in lower-case hexadecimal.</summary>
    public string Sha256 { get; }

    /// <summary>Sections that take bytes in the file, in file order.</summary>
    public IReadOnlyList<(string Name, long Bytes)> Sections { get; }

    /// <summary>Bytes of one of the file's own tables in an encoding; computed once.</summary>
    public long BaselineBytes(TableEncoding encoding, TableKind question) =>
        _baselines.TryGetValue((encoding, question), out long bytes) ? bytes : EncodeBaseline(encoding, question).Bytes.Length;

    /// <summary>One of the file's own tables in an encoding; its size is kept, the bytes are the caller's.</summary>
    public EncodedTable EncodeBaseline(TableEncoding encoding, TableKind question)
    {
        EncodedTable encoded = encoding.Encode(Tables, question);
        _baselines[(encoding, question)] = encoded.Bytes.Length;
        return encoded;
    }

    /// <summary>Bytes of the whole file if a table took this many, alignment counted; a joint table takes the place of both.</summary>
    public long BytesWith(TableKind kind, long tableBytes) => _layout.SizeWith(kind, tableBytes);
}
