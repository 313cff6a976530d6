using EncodingLab.Corpus;

namespace EncodingLab.Files;

/// <summary>Opens corpora for measuring.</summary>
public static class LabCorpus
{
    /// <summary>The files of all given corpora: folders with a manifest, folders of files, single files.</summary>
    /// <exception cref="Cwasm.CwasmFormatException">A path holds no files, or a manifest is malformed.</exception>
    public static IReadOnlyList<LabFile> Open(IEnumerable<string> paths) => [.. CorpusFiles.Open(paths).Select(file => new LabFile(file))];
}
