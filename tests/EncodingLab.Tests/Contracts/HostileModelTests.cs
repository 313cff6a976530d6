using System.Buffers.Binary;
using System.Runtime.InteropServices;
using EncodingLab.Encodings;
using EncodingLab.Encodings.Primitives;
using EncodingLab.Tables;
using EncodingLab.Tests.Support;

namespace EncodingLab.Tests.Contracts;

/// <summary>Models and directories that contradict what they stand for: decoding says so, lookups stay safe and give nobody's memory away.</summary>
public sealed class HostileModelTests
{
    private const int DictionaryBytesAt = 8;
    private static readonly TableCase s_case = TableGenerator.Typical(400, unit: 1);

    public static TheoryData<string> WithDictionary() => [.. EncodingCatalog.All.Where(encoding => encoding is PairTokens or NibbleTokens).Select(encoding => encoding.Id)];

    public static TheoryData<string> WithPages() => [.. EncodingCatalog.All.Where(encoding => encoding is EchoPages or RansPages or TansPages or MixedPages or PhrasePages { InPlace: false }).Select(encoding => encoding.Id)];

    [Theory]
    [MemberData(nameof(WithDictionary))]
    public void A_token_beyond_the_dictionary_is_refused(string id)
    {
        TableEncoding encoding = Contract.Encoding(id);
        foreach (TableKind kind in new[] { TableKind.Traps, TableKind.AddressMap })
        {
            // One token is left; the rest of the dictionary goes, and what stands behind it moves up.
            byte[] bytes = encoding.Encode(s_case.Tables, kind).Bytes;
            int model = BinaryPrimitives.ReadUInt16LittleEndian(bytes.AsSpan(DictionaryBytesAt));
            Assert.True(model > 4);
            byte[] cut = [.. bytes[..(SmallBlocks.HeaderBytes + 4)], .. bytes[(SmallBlocks.HeaderBytes + model)..]];
            BinaryPrimitives.WriteUInt16LittleEndian(cut.AsSpan(DictionaryBytesAt), 4);
            AssertRefused(encoding, cut, kind);
            BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(DictionaryBytesAt), ushort.MaxValue);
            AssertRefused(encoding, bytes, kind);
        }
    }

    [Theory]
    [MemberData(nameof(WithPages))]
    public void A_directory_that_points_behind_the_end_or_back_into_another_page_is_refused(string id)
    {
        TableEncoding encoding = Contract.Encoding(id);
        TableCase tables = TableGenerator.Typical(4000, unit: 1);
        byte[] encoded = encoding.Encode(tables.Tables, TableKind.AddressMap).Bytes;
        int directory = PhraseHeader.Bytes + BinaryPrimitives.ReadInt32LittleEndian(encoded.AsSpan(12));
        foreach (uint start in new[] { 0x7fff_ffffu, uint.MaxValue, 0x0fff_ffffu, (uint)encoded.Length * 8 })
        {
            byte[] bytes = [.. encoded];
            BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(directory), start);
            AssertRefused(encoding, bytes, TableKind.AddressMap);
        }

        // The first page is empty, so that all that follow begin where the ones before them do.
        byte[] back = [.. encoded];
        back[directory + 8] = 0;
        AssertRefused(encoding, back, TableKind.AddressMap);
    }

    [Theory]
    [MemberData(nameof(WithPages))]
    public void A_model_of_no_bytes_or_of_all_there_are_is_refused(string id)
    {
        TableEncoding encoding = Contract.Encoding(id);
        foreach (uint length in new[] { 0u, 1u, 4000u, 0x7fff_ffffu, uint.MaxValue })
        {
            byte[] bytes = encoding.Encode(s_case.Tables, TableKind.AddressMap).Bytes;
            BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(12), length);
            AssertRefused(encoding, bytes, TableKind.AddressMap);
        }
    }

    [Theory]
    [InlineData(0u)]
    [InlineData(0x3c0u)]
    [InlineData(0x3ffu)]
    [InlineData(0x0c3u)]
    [InlineData(uint.MaxValue)]
    public void A_code_that_takes_no_bits_or_more_than_there_are_or_begins_another_is_refused(uint cell)
    {
        var encoding = new EliasFanoHuffman(16);
        PcTable map = s_case.Tables[TableKind.AddressMap];
        byte[] bytes = encoding.Encode(s_case.Tables, TableKind.AddressMap).Bytes;
        uint[] table = DeltaCode.Train(map.Values, map.Values[map.Values.IndexOfAnyExcept(TableKind.None)]).Table;
        int model = bytes.AsSpan().IndexOf(MemoryMarshal.AsBytes(table.AsSpan()));
        Assert.True(model > 0);
        for (int i = 0; i < table.Length; i++)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(model + (i * sizeof(uint))), cell == 0xc3 && i == 9 ? 0x104 : cell);
        }

        AssertRefused(encoding, bytes, TableKind.AddressMap);
    }

    private static void AssertRefused(TableEncoding encoding, byte[] bytes, TableKind kind)
    {
        using var guarded = new GuardedBytes(1 << 16);
        foreach (string reader in Contract.Readers(encoding, kind))
        {
            _ = Ask.Reader(encoding, guarded.BeforeGuard(bytes), kind, reader, Ask.PcsOf(s_case.Tables[kind]));
        }

        Assert.NotEmpty(Assert.Throws<MalformedTableException>(() => encoding.Decode(bytes, kind)).Message);
    }
}
