using EncodingLab.Encodings;
using EncodingLab.Tables;
using EncodingLab.Tests.Support;

namespace EncodingLab.Tests.Contracts;

/// <summary>Any bytes at all: a lookup answers or says "not found", decoding gives a table or says what is wrong. The bytes lie beside memory that cannot be read.</summary>
public sealed class HostileBytesTests
{
    private const int Entries = 90;
    private const int Flips = 150;
    private const int RandomBuffers = 80;
    private static readonly uint[] s_pcs = [0, 1, 50, 300, 1000, 1u << 20, 1u << 31, uint.MaxValue];

    public static TheoryData<string> Ids() => Contract.Ids();

    [Theory]
    [MemberData(nameof(Ids))]
    public void Every_truncation_is_safe(string id)
    {
        TableEncoding encoding = Contract.Encoding(id);
        using var guarded = new GuardedBytes(1 << 16);
        foreach (EncodedCase encoded in Contract.Encoded(encoding, [TableGenerator.Typical(Entries, unit: 1)]))
        {
            for (int length = 0; length < encoded.Encoded.Bytes.Length; length++)
            {
                AssertSafe(encoding, guarded.BeforeGuard(encoded.Encoded.Bytes.AsSpan(0, length)), encoded.Kind);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void Flipped_bits_are_safe(string id)
    {
        TableEncoding encoding = Contract.Encoding(id);
        var random = new Random(1);
        using var guarded = new GuardedBytes(1 << 16);
        foreach (EncodedCase encoded in Contract.Encoded(encoding, [TableGenerator.Typical(Entries, unit: 4), TableGenerator.Typical(Entries, unit: 1)]))
        {
            for (int flip = 0; flip < Flips; flip++)
            {
                byte[] bytes = [.. encoded.Encoded.Bytes];
                for (int i = random.Next(4); i >= 0; i--)
                {
                    // Half of them in the front, where the headers are.
                    int at = random.Next(random.Next(2) == 0 ? Math.Min(24, bytes.Length) : bytes.Length);
                    bytes[at] = random.Next(3) == 0 ? (byte)random.Next(256) : (byte)(bytes[at] ^ (1 << random.Next(8)));
                }

                AssertSafe(encoding, flip % 2 == 0 ? guarded.BeforeGuard(bytes) : guarded.AfterGuard(bytes), encoded.Kind);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void Random_bytes_are_safe(string id)
    {
        TableEncoding encoding = Contract.Encoding(id);
        var random = new Random(2);
        using var guarded = new GuardedBytes(1 << 16);
        for (int buffer = 0; buffer < RandomBuffers; buffer++)
        {
            var bytes = new byte[random.Next(buffer * 4)];
            random.NextBytes(bytes);

            // Small counts pass more checks than random ones.
            for (int i = buffer % 4; i < bytes.Length && i < buffer % 32; i++)
            {
                bytes[i] = (byte)(i % 4 == 0 ? random.Next(4) : 0);
            }

            foreach (TableKind kind in Contract.Kinds(encoding))
            {
                AssertSafe(encoding, guarded.BeforeGuard(bytes), kind);
            }
        }
    }

    /// <summary>Headers, directories and models with a value at each place that makes counts too large or none, codes too many or too few, and places lie before or behind their data.</summary>
    [Theory]
    [MemberData(nameof(Ids))]
    public void Every_byte_of_header_index_and_model_may_be_anything(string id)
    {
        TableEncoding encoding = Contract.Encoding(id);
        using var guarded = new GuardedBytes(1 << 16);
        foreach (EncodedCase encoded in Contract.Encoded(encoding, [TableGenerator.Typical(Entries, unit: 1)]))
        {
            byte[] bytes = encoded.Encoded.Bytes;
            int front = encoded.Encoded.IndexBytes + encoded.Encoded.ModelBytes;
            for (int at = 0; at < Math.Min(front, bytes.Length); at += 1 + (at / 64))
            {
                foreach (byte value in new[] { (byte)0, (byte)1, (byte)0x7f, (byte)0xff, (byte)~bytes[at] })
                {
                    byte own = bytes[at];
                    bytes[at] = value;
                    AssertSafe(encoding, guarded.BeforeGuard(bytes), encoded.Kind);
                    bytes[at] = own;
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void Bytes_of_a_sibling_are_safe(string id)
    {
        TableEncoding encoding = Contract.Encoding(id);
        using var guarded = new GuardedBytes(1 << 16);
        TableEncoding[] siblings = [.. EncodingCatalog.All.Where(other => other.GetType() == encoding.GetType() && other != encoding)];
        TableEncoding next = EncodingCatalog.All[(EncodingCatalog.All.IndexOf(encoding) + 1) % EncodingCatalog.All.Length];
        foreach (TableEncoding other in siblings.Append(next))
        {
            foreach (EncodedCase encoded in Contract.Encoded(other, [TableGenerator.Typical(700, unit: 1)]).Where(encoded => encoding.Supports(encoded.Kind)))
            {
                AssertSafe(encoding, guarded.BeforeGuard(encoded.Encoded.Bytes), encoded.Kind);
            }
        }
    }

    private static void AssertSafe(TableEncoding encoding, ReadOnlySpan<byte> bytes, TableKind kind)
    {
        foreach (TableKind question in kind.Questions)
        {
            foreach (string reader in Contract.Readers(encoding, question))
            {
                _ = Ask.Reader(encoding, bytes, question, reader, s_pcs);
            }

            try
            {
                _ = encoding.Decode(bytes, question);
            }
            catch (MalformedTableException malformed)
            {
                Assert.NotEmpty(malformed.Message);
            }
        }
    }
}
