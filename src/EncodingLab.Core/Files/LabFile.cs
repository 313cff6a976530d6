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
    /// <exception cref="CwasmFormatException">Missing, altered, no cwasm, or its tables are not known or malformed.</exception>
    public LabFileContent Load()
    {
        using LoadedFile file = LoadedFile.Open(source);
        return new(file);
    }
}

/// <summary>What measuring needs of a file; holds nothing of the file itself.</summary>
public sealed class LabFileContent
{
    private readonly Dictionary<(TableEncoding, TableKind), long> _baselines = [];
    private readonly FileLayout _layout;

    internal LabFileContent(LoadedFile file)
    {
        Tables = file.Tables;
        Bytes = WholeFile.Size(file.Cwasm);
        Sha256 = file.Source.Entry is { Sha256.Length: > 0 } entry ? entry.Sha256 : CorpusFile.Sha256(file.Cwasm.Bytes().Span);
        Sections = [.. file.Cwasm.Image.Sections.Where(section => section.FileSize > 0).Select(section => (section.Name, (long)section.FileSize))];
        _layout = FileLayout.Of(file.Cwasm);
    }

    /// <summary>The file's tables.</summary>
    public CodeTables Tables { get; }

    /// <summary>Bytes of the whole file, unpacked and as Wasmtime wrote it.</summary>
    public long Bytes { get; }

    /// <summary>SHA-256 of the file as it is in the corpus, unpacked, in lower-case hexadecimal.</summary>
    public string Sha256 { get; }

    /// <summary>Sections that take bytes in the file, in file order.</summary>
    public IReadOnlyList<(string Name, long Bytes)> Sections { get; }

    /// <summary>Bytes of one of the file's own tables in an encoding; computed once.</summary>
    public long BaselineBytes(TableEncoding encoding, TableKind question)
    {
        if (!_baselines.TryGetValue((encoding, question), out long bytes))
        {
            _baselines[(encoding, question)] = bytes = encoding.Encode(Tables, question).Bytes.Length;
        }

        return bytes;
    }

    /// <summary>Bytes of the whole file if a table took this many, alignment counted; a joint table takes the place of both.</summary>
    public long BytesWith(TableKind kind, long tableBytes) => _layout.SizeWith(kind, tableBytes);
}
