using System.Buffers.Binary;
using System.Text;
using EncodingLab.Cwasm;
using EncodingLab.Encodings;
using EncodingLab.Tables;

namespace EncodingLab.Tests.Support;

/// <summary>Writes small cwasm files of either byte order, laid out as Wasmtime does, and lets a test say what is wrong with them.</summary>
internal sealed class CwasmBuilder(bool bigEndian = false)
{
    private const int HeaderBytes = 64;
    private readonly List<(string Name, uint Type, byte[] Bytes, int Alignment)> _sections = [];
    private readonly List<(string Name, uint Start, uint Size)> _functions = [];

    /// <summary>Number of the section that names sections, once built.</summary>
    public int NameTableIndex { get; private set; }

    /// <summary>Where section headers begin, once built.</summary>
    public int HeadersAt { get; private set; }

    public byte OsAbi { get; init; } = 200;

    public uint Flags { get; init; } = 1;

    /// <summary>The header's <c>e_machine</c>.</summary>
    public ushort Machine { get; init; } = (ushort)(bigEndian ? 22 : 62);

    /// <summary>A module with an engine section, text, both tables in the version's own encoding, data, two functions.</summary>
    public static CwasmBuilder Small(bool bigEndian = false, string version = "47")
    {
        TableEncoding shipped = version == "46" ? EncodingCatalog.Legacy : EncodingCatalog.Wasmtime47;
        return new CwasmBuilder(bigEndian)
            .Engine(version, bigEndian ? "s390x-unknown-linux-gnu" : "x86_64-unknown-linux-gnu")
            .Section(SectionNames.Text, [.. Enumerable.Range(1, 200).Select(i => (byte)i)], 64)
            .Section(SectionNames.AddressMap, shipped.Encode(CodeTables.Of(Map), TableKind.AddressMap).Bytes)
            .Section(SectionNames.Traps, shipped.Encode(CodeTables.Of(Traps), TableKind.Traps).Bytes)
            .Section(".rodata.wasm", "somebody's data"u8.ToArray(), 16)
            .Function("first", 0, 100)
            .Function("second", 100, 100);
    }

    public static PcTable Map { get; } = new(TableKind.AddressMap, [0, 5, 9, 100, 130], [TableKind.None, 40, 44, 30, TableKind.None]);

    public static PcTable Traps { get; } = new(TableKind.Traps, [7, 101, 131], [1, 9, 1]);

    public CwasmBuilder Engine(string version, string triple) =>
        Section(SectionNames.Engine, [0, (byte)version.Length, .. Encoding.ASCII.GetBytes(version), (byte)triple.Length, .. Encoding.ASCII.GetBytes(triple), 1, 2, 3]);

    public CwasmBuilder Section(string name, byte[] bytes, int alignment = 1, uint type = 1)
    {
        _sections.Add((name, type, bytes, alignment));
        return this;
    }

    public CwasmBuilder Function(string name, uint start, uint size)
    {
        _functions.Add((name, start, size));
        return this;
    }

    /// <summary>The file.</summary>
    public byte[] Build()
    {
        var sections = new List<(string Name, uint Type, byte[] Bytes, int Alignment)>(_sections);
        if (_functions.Count > 0)
        {
            (byte[] symbols, byte[] names) = Symbols();
            sections.Add((SectionNames.Symbols, 2, symbols, 8));
            sections.Add((SectionNames.SymbolNames, 3, names, 1));
        }

        sections.Add((SectionNames.SectionNameTable, 3, Encoding.UTF8.GetBytes("\0" + string.Concat(sections.Select(section => section.Name + "\0")) + SectionNames.SectionNameTable + "\0"), 1));
        NameTableIndex = sections.Count;
        var output = new MemoryStream();
        output.Write(new byte[HeaderBytes]);
        var headers = new byte[(sections.Count + 1) * HeaderBytes];
        int name = 1;
        for (int i = 0; i < sections.Count; i++)
        {
            Pad(output, sections[i].Alignment);
            Span<byte> header = headers.AsSpan((i + 1) * HeaderBytes);
            Put32(header, (uint)name);
            Put32(header[4..], sections[i].Type);
            Put64(header[24..], (ulong)output.Length);
            Put64(header[32..], (ulong)sections[i].Bytes.Length);
            Put32(header[40..], sections[i].Type == 2 ? (uint)(i + 2) : 0);
            Put64(header[48..], (ulong)sections[i].Alignment);
            output.Write(sections[i].Bytes);
            name += sections[i].Name.Length + 1;
        }

        Pad(output, 8);
        HeadersAt = (int)output.Length;
        output.Write(headers);
        byte[] file = output.ToArray();
        WriteFileHeader(file);
        return file;
    }

    public void Put16(Span<byte> at, ushort value) => BinaryPrimitives.WriteUInt16LittleEndian(at, bigEndian ? BinaryPrimitives.ReverseEndianness(value) : value);

    public void Put32(Span<byte> at, uint value) => BinaryPrimitives.WriteUInt32LittleEndian(at, bigEndian ? BinaryPrimitives.ReverseEndianness(value) : value);

    public void Put64(Span<byte> at, ulong value) => BinaryPrimitives.WriteUInt64LittleEndian(at, bigEndian ? BinaryPrimitives.ReverseEndianness(value) : value);

    private void WriteFileHeader(Span<byte> file)
    {
        new byte[] { 0x7f, (byte)'E', (byte)'L', (byte)'F', 2, (byte)(bigEndian ? 2 : 1), 1, OsAbi }.CopyTo(file);
        Put16(file[16..], 1);
        Put16(file[18..], Machine);
        Put32(file[20..], 1);
        Put64(file[40..], (ulong)HeadersAt);
        Put32(file[48..], Flags);
        Put16(file[52..], HeaderBytes);
        Put16(file[58..], HeaderBytes);
        Put16(file[60..], (ushort)(NameTableIndex + 1));
        Put16(file[62..], (ushort)NameTableIndex);
    }

    private (byte[] Symbols, byte[] Names) Symbols()
    {
        var symbols = new byte[(_functions.Count + 1) * 24];
        var names = new List<byte> { 0 };
        for (int i = 0; i < _functions.Count; i++)
        {
            Span<byte> symbol = symbols.AsSpan((i + 1) * 24);
            Put32(symbol, (uint)names.Count);
            symbol[4] = 2;
            Put64(symbol[8..], _functions[i].Start);
            Put64(symbol[16..], _functions[i].Size);
            names.AddRange(Encoding.UTF8.GetBytes(_functions[i].Name + "\0"));
        }

        return (symbols, [.. names]);
    }

    private static void Pad(MemoryStream output, int alignment)
    {
        while (output.Length % alignment != 0)
        {
            output.WriteByte(0);
        }
    }
}
