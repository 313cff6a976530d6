using System.Globalization;
using System.Text;
using CsvHelper;

namespace EncodingLab.Results;

/// <summary>A CSV that grows while a run goes on, flushed with every batch, so that a broken run keeps what it measured.</summary>
public sealed class RowStream<TRow> : IDisposable
{
    private readonly StreamWriter _file;
    private readonly CsvWriter _csv;

    /// <param name="path">A new file.</param>
    public RowStream(string path)
    {
        _file = new(path, append: false, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), 1 << 16);
        _csv = new(_file, new CsvHelper.Configuration.CsvConfiguration(CultureInfo.InvariantCulture) { NewLine = "\n" }, leaveOpen: true);
        _csv.WriteHeader<TRow>();
        _csv.NextRecord();
    }

    /// <summary>Appends rows and flushes them to the system.</summary>
    public void Write(IEnumerable<TRow> rows)
    {
        foreach (TRow row in rows)
        {
            _csv.WriteRecord(row);
            _csv.NextRecord();
        }

        _csv.Flush();
        _file.Flush();
    }

    public void Dispose()
    {
        _csv.Dispose();
        _file.Dispose();
    }
}
