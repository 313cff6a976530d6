using System.Security.Cryptography;
using EncodingLab.Cwasm;
using EncodingLab.Encodings;
using EncodingLab.Tables;

namespace EncodingLab.Files;

/// <summary>A corpus file as measuring sees it: what it is called, and how to get at its tables.</summary>
public sealed record LabFile(string Name, string Path, string Module, string Target, string Wasmtime, string Variant, string SourceLanguage)
{
    /// <summary>Reads and hashes the file, and decodes its tables.</summary>
    /// <exception cref="CwasmFormatException">It is no cwasm, or its tables are not known or malformed.</exception>
    public LabFileContent Load()
    {
        using CwasmFile file = CwasmFile.Open(Path);
        return new(file);
    }
}

/// <summary>What measuring needs of a file; holds no mapping.</summary>
public sealed class LabFileContent
{
    private readonly Dictionary<(TableEncoding, TableKind), long> _baselines = [];
    private readonly long _sectionBytes;

    internal LabFileContent(CwasmFile file)
    {
        Tables = TableLoader.Load(file);
        Bytes = file.Bytes().Length;
        Sha256 = Convert.ToHexStringLower(SHA256.HashData(file.Bytes().Span));
        Sections = [.. file.Image.Sections.Where(section => section.FileSize > 0).Select(section => (section.Name, (long)section.FileSize))];
        _sectionBytes = Sections.Sum(section => section.Bytes);
    }

    /// <summary>The file's tables.</summary>
    public CodeTables Tables { get; }

    /// <summary>Bytes of the whole file, unpacked.</summary>
    public long Bytes { get; }

    /// <summary>SHA-256 of the whole file, unpacked, in lower-case hexadecimal.</summary>
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

    /// <summary>Bytes of the file if a table took this many.</summary>
    public long BytesWith(TableKind kind, long tableBytes) => Bytes;
}
