using System.Text;

namespace EncodingLab.Results;

/// <summary>Fields of a CSV one after the other, where they lie: commas, quotes as RFC 4180 has them, lines that end with <c>\n</c>; empty lines are passed over.</summary>
/// <remarks>CsvHelper makes a text of every field, most of which become numbers or are there already.</remarks>
internal ref struct CsvFields(ReadOnlySpan<byte> utf8)
{
    private ReadOnlySpan<byte> _rest = utf8;
    private bool _isOpen;

    /// <summary>Number of the line, from 1; of a record over several lines, the last that was looked at.</summary>
    public int Line { get; private set; }

    /// <summary>Goes to the next line; false behind the last. All fields of the one before must have been taken.</summary>
    public bool NextLine()
    {
        int empty = 0;
        while (empty < _rest.Length && _rest[empty] == '\n')
        {
            empty++;
        }

        _rest = _rest[empty..];
        _isOpen = _rest.Length > 0;
        Line += empty + 1;
        return _isOpen;
    }

    /// <summary>The line's next field without its quotes; false behind its last.</summary>
    /// <exception cref="FormatException">A quote stands where none can, or is not closed.</exception>
    public bool Next(out ReadOnlySpan<byte> field)
    {
        field = [];
        if (!_isOpen)
        {
            return false;
        }

        bool isQuoted = _rest.Length > 0 && _rest[0] == '"';
        int length = isQuoted ? QuotedLength() : 0;
        field = isQuoted ? Unquoted(_rest[1..(length - 1)]) : field;
        while (length < _rest.Length && _rest[length] is not ((byte)',' or (byte)'\n'))
        {
            length = _rest[length] != '"' && !isQuoted ? length + 1 : throw new FormatException("a quote within a field");
        }

        field = isQuoted ? field : _rest[..length];
        _isOpen = length < _rest.Length && _rest[length] == ',';
        _rest = _rest[Math.Min(length + 1, _rest.Length)..];
        return true;
    }

    /// <summary>Length of the field that begins here, both its quotes among it.</summary>
    private int QuotedLength()
    {
        int length = 1;
        while (length < _rest.Length && (_rest[length] != '"' || (length + 1 < _rest.Length && _rest[length + 1] == '"')))
        {
            Line += _rest[length] == '\n' ? 1 : 0;
            length += _rest[length] == '"' ? 2 : 1;
        }

        return length < _rest.Length ? length + 1 : throw new FormatException("a quote that is not closed");
    }

    private static ReadOnlySpan<byte> Unquoted(ReadOnlySpan<byte> field) => field.Contains((byte)'"') ? Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(field).Replace("\"\"", "\"", StringComparison.Ordinal)) : field;
}
