using System.Text.Json;
using System.Text.Json.Serialization;
using EncodingLab.Cwasm;

namespace EncodingLab.Corpus;

/// <summary>What the section <c>.encodinglab.note</c> of a redacted file says: a JSON object.</summary>
public sealed record RedactionNote
{
    private static readonly JsonSerializerOptions s_options = new() { RespectNullableAnnotations = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    [JsonPropertyName("module")] public required string Module { get; init; }
    [JsonPropertyName("target")] public required string Target { get; init; }
    [JsonPropertyName("wasmtime")] public required string Wasmtime { get; init; }
    [JsonPropertyName("variant")] public string Variant { get; init; } = "";
    [JsonPropertyName("module_sha256")] public string ModuleSha256 { get; init; } = "";

    /// <summary>Names of the blanked sections, in the order of their headers.</summary>
    [JsonPropertyName("redacted")] public IReadOnlyList<string> Redacted { get; init; } = [];

    /// <summary>Of the whole original file.</summary>
    [JsonPropertyName("source_sha256")] public string SourceSha256 { get; init; } = "";

    /// <summary>Bytes of the whole original file; what redaction appends begins here.</summary>
    [JsonPropertyName("source_bytes")] public long SourceBytes { get; init; }

    /// <summary>The note of a file; null where it has none.</summary>
    /// <exception cref="CwasmFormatException">The section is no such JSON object.</exception>
    public static RedactionNote? Read(CwasmFile file)
    {
        if (file.Bytes(SectionNames.Note) is not { } bytes)
        {
            return null;
        }

        try
        {
            return JsonSerializer.Deserialize<RedactionNote>(bytes.Span, s_options) ?? throw new JsonException("null");
        }
        catch (JsonException e)
        {
            throw new CwasmFormatException(
                CwasmErrorKind.BadHeader, file.Path, $"section {SectionNames.Note} is not the JSON object expected: {e.Message.Split('\n')[0]}", "redact the file again");
        }
    }

    /// <summary>The bytes of the section.</summary>
    public byte[] ToBytes() => JsonSerializer.SerializeToUtf8Bytes(this, s_options);
}
