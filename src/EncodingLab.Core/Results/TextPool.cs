using System.Text;

namespace EncodingLab.Results;

/// <summary>Texts of bytes, made once where they come again soon: the columns of a table say few things many times.</summary>
internal sealed class TextPool
{
    private readonly string[] _texts = new string[4096];

    /// <summary>The text that UTF-8 bytes are.</summary>
    public string Of(ReadOnlySpan<byte> utf8)
    {
        if (utf8.Length == 0)
        {
            return "";
        }

        var hash = new HashCode();
        hash.AddBytes(utf8);
        ref string text = ref _texts[hash.ToHashCode() & (_texts.Length - 1)];
        if (text is null || !Ascii.Equals(utf8, text))
        {
            text = Encoding.UTF8.GetString(utf8);
        }

        return text;
    }
}
