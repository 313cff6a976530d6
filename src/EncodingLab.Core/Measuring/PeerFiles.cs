using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using EncodingLab.Encodings;
using EncodingLab.Processes;
using EncodingLab.Tables;

namespace EncodingLab.Measuring;

/// <summary>Temporary files that a peer reads: tables in a minimal ELF64, and pcs.</summary>
internal sealed class PeerFiles : IDisposable
{
    private const int HeaderBytes = 64;
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("encodinglab-peer-");

    /// <summary>Writes tables as a shipped encoding writes them, under the names of Wasmtime's sections.</summary>
    public string WriteTables(CodeTables tables, TableEncoding encoding)
    {
        string path = Path.Combine(_folder.FullName, encoding.Equals(EncodingCatalog.Legacy) ? "tables.46.cwasm" : "tables.47.cwasm");
        if (!File.Exists(path))
        {
            (string, byte[])[] sections = [.. TableKind.Both.Questions.Select(kind => (".wasmtime." + kind.Name, encoding.Encode(tables, kind).Bytes))];
            File.WriteAllBytes(path, Elf(sections));
        }

        return path;
    }

    /// <summary>Writes pcs.</summary>
    public string WriteQueries(ReadOnlySpan<uint> pcs, int number)
    {
        string path = Path.Combine(_folder.FullName, string.Create(CultureInfo.InvariantCulture, $"queries.{number}.u32le"));
        var bytes = new byte[pcs.Length * 4];
        for (int i = 0; i < pcs.Length; i++)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(i * 4), pcs[i]);
        }

        File.WriteAllBytes(path, bytes);
        return path;
    }

    /// <summary>The checksum that a peer must answer, by the oracle.</summary>
    public static ulong Expected(PcTable table, ReadOnlySpan<uint> pcs)
    {
        ulong sum = 0;
        foreach (uint pc in pcs)
        {
            bool none = table.Kind.Rule == LookupRule.Covering;
            sum += !ReferenceLookup.TryFind(table, pc, out uint value) ? LookupPeer.NoAnswer : none && value == TableKind.None ? LookupPeer.None : value;
        }

        return sum;
    }

    public void Dispose() => _folder.Delete(recursive: true);

    /// <summary>An ELF64, little-endian, OSABI 200: header, section contents, names, and a section header each (the first is empty, the last holds the names).</summary>
    internal static byte[] Elf(IReadOnlyList<(string Name, byte[] Content)> sections)
    {
        var all = new List<(string Name, byte[] Content)>(sections);
        var names = new StringBuilder("\0");
        int[] nameAt = [.. all.Append((".shstrtab", [])).Select(section => AppendName(names, section.Item1))];
        all.Add((".shstrtab", Encoding.ASCII.GetBytes(names.ToString())));
        int contents = all.Sum(section => section.Content.Length);
        int table = (HeaderBytes + contents + 7) & ~7;
        var elf = new byte[table + (HeaderBytes * (all.Count + 1))];
        WriteHeader(elf, table, all.Count + 1);
        int offset = HeaderBytes;
        for (int i = 0; i < all.Count; i++)
        {
            all[i].Content.CopyTo(elf, offset);
            Span<byte> header = elf.AsSpan(table + (HeaderBytes * (i + 1)), HeaderBytes);
            BinaryPrimitives.WriteInt32LittleEndian(header, nameAt[i]);
            BinaryPrimitives.WriteInt32LittleEndian(header[4..], i == all.Count - 1 ? 3 : 1);
            BinaryPrimitives.WriteInt64LittleEndian(header[24..], offset);
            BinaryPrimitives.WriteInt64LittleEndian(header[32..], all[i].Content.Length);
            BinaryPrimitives.WriteInt64LittleEndian(header[48..], 1);
            offset += all[i].Content.Length;
        }

        return elf;
    }

    private static int AppendName(StringBuilder names, string name)
    {
        int at = names.Length;
        names.Append(name).Append('\0');
        return at;
    }

    private static void WriteHeader(Span<byte> elf, int sectionTable, int sections)
    {
        new byte[] { 0x7f, (byte)'E', (byte)'L', (byte)'F', 2, 1, 1, 200 }.CopyTo(elf);
        BinaryPrimitives.WriteInt16LittleEndian(elf[16..], 1);
        BinaryPrimitives.WriteInt16LittleEndian(elf[18..], 62);
        BinaryPrimitives.WriteInt32LittleEndian(elf[20..], 1);
        BinaryPrimitives.WriteInt64LittleEndian(elf[40..], sectionTable);
        BinaryPrimitives.WriteInt32LittleEndian(elf[48..], 1);
        BinaryPrimitives.WriteInt16LittleEndian(elf[52..], HeaderBytes);
        BinaryPrimitives.WriteInt16LittleEndian(elf[58..], HeaderBytes);
        BinaryPrimitives.WriteInt16LittleEndian(elf[60..], (short)sections);
        BinaryPrimitives.WriteInt16LittleEndian(elf[62..], (short)(sections - 1));
    }
}
