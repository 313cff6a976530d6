using System.Text;

namespace EncodingLab.Results;

/// <summary>Fields of a CSV one after the other, where they lie: commas, quotes as RFC 4180 has them, lines that end with <c>\n</c>; empty lines are passed over.</summary>
/// <remarks>CsvHelper makes a text of every field, most of which become numbers or are there already.</remarks>
internal sealed class CsvFields(Stream utf8)
{
    private byte[] _buffer = new byte[1 << 16];

    /// <summary>In the buffer: what is next, the end of the lines that are whole, and the end of what was read.</summary>
    private int _at;
    private int _whole;
    private int _end;
    private bool _isOpen;

    /// <summary>Number of the line, from 1; of a record over several lines, the last that was looked at.</summary>
    public int Line { get; private set; }

    /// <summary>Goes to the next line; false behind the last. All fields of the one before must have been taken.</summary>
    public bool NextLine()
    {
        do
        {
            if (_at == _whole && !Fill())
            {
                return false;
            }

            Line++;
            _isOpen = _buffer[_at] != '\n';
            _at += _isOpen ? 0 : 1;
        }
        while (!_isOpen);
        return true;
    }

    /// <summary>The line's next field without its quotes, good until the next line; false behind its last.</summary>
    /// <exception cref="FormatException">A quote stands where none can, or is not closed.</exception>
    public bool Next(out ReadOnlySpan<byte> field)
    {
        field = [];
        if (!_isOpen)
        {
            return false;
        }

        ReadOnlySpan<byte> rest = _buffer.AsSpan(_at, _whole - _at);
        bool isQuoted = rest.Length > 0 && rest[0] == '"';
        int length = isQuoted ? QuotedLength(rest) : 0;
        while (length < rest.Length && rest[length] is not ((byte)',' or (byte)'\n'))
        {
            length = rest[length] != '"' && !isQuoted ? length + 1 : throw new FormatException("a quote within a field");
        }

        field = isQuoted ? Unquoted(rest[1..(length - 1)]) : rest[..length];
        _isOpen = length < rest.Length && rest[length] == ',';
        _at += Math.Min(length + 1, rest.Length);
        return true;
    }

    /// <summary>Length of the field that the text begins with, both its quotes among it.</summary>
    private int QuotedLength(ReadOnlySpan<byte> text)
    {
        int length = 1;
        while (length < text.Length && (text[length] != '"' || (length + 1 < text.Length && text[length + 1] == '"')))
        {
            Line += text[length] == '\n' ? 1 : 0;
            length += text[length] == '"' ? 2 : 1;
        }

        return length < text.Length ? length + 1 : throw new FormatException("a quote that is not closed");
    }

    private static ReadOnlySpan<byte> Unquoted(ReadOnlySpan<byte> field) => field.Contains((byte)'"') ? Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(field).Replace("\"\"", "\"", StringComparison.Ordinal)) : field;

    /// <summary>Reads on until there is a whole line; false at the end.</summary>
    private bool Fill()
    {
        _buffer.AsSpan(_whole, _end - _whole).CopyTo(_buffer);
        (_at, _whole, _end) = (0, 0, _end - _whole);
        while (_whole == 0)
        {
            Array.Resize(ref _buffer, _end == _buffer.Length ? 2 * _end : _buffer.Length);
            int read = utf8.Read(_buffer, _end, _buffer.Length - _end);
            _end += read;
            _whole = read == 0 ? _end : WholeLines(_buffer.AsSpan(0, _end));
            if (_end == 0)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Length up to the last line's end that is not within quotes.</summary>
    private static int WholeLines(ReadOnlySpan<byte> text)
    {
        bool isQuoted = text.Count((byte)'"') % 2 == 1;
        int length = text.Length;
        while (length > 0 && (isQuoted || text[length - 1] != '\n'))
        {
            isQuoted ^= text[length - 1] == '"';
            length--;
        }

        return length;
    }
}
