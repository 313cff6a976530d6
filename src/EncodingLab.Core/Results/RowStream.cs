using System.Text;
using CsvHelper;

namespace EncodingLab.Results;

/// <summary>A CSV that grows while a run goes on.</summary>
public sealed class RowStream<TRow> : IDisposable
{
    private readonly FileStream _file;
    private readonly StreamWriter _text;
    private readonly CsvWriter _csv;

    /// <param name="path">The file.</param>
    /// <param name="keep">Bytes of an existing file to keep, from a <see cref="Length"/> of it; 0 to begin anew.</param>
    public RowStream(string path, long keep)
    {
        _file = new(path, FileMode.OpenOrCreate, FileAccess.Write, FileShare.Read);
        _file.SetLength(Math.Min(keep, _file.Length));
        _file.Seek(0, SeekOrigin.End);
        _text = new(_file, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), 1 << 16);
        _csv = CsvWriter.Create(_text, CsvTable.Writing, leaveOpen: true);
        if (_file.Length == 0)
        {
            RowColumns<TRow>.WriteHeader(_csv);
        }
    }

    /// <summary>Bytes on disk after the last <see cref="Write"/>.</summary>
    public long Length => _file.Length;

    /// <summary>Appends rows and hands them to the system.</summary>
    public void Write(IEnumerable<TRow> rows)
    {
        foreach (TRow row in rows)
        {
            RowColumns<TRow>.WriteRow(_csv, row);
        }

        _csv.Flush();
        _text.Flush();
    }

    public void Dispose()
    {
        _csv.Dispose();
        _text.Dispose();
    }
}
