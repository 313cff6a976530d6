using System.Buffers.Binary;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using EncodingLab.Encodings;
using EncodingLab.Experiments;
using EncodingLab.Processes;
using EncodingLab.Tables;

namespace EncodingLab.Measuring;

/// <summary>Temporary files that a peer reads: tables in a minimal ELF64, and pcs.</summary>
internal sealed class PeerFiles : IDisposable
{
    private const int HeaderBytes = 64;

    /// <summary>Both sections together.</summary>
    private const int LargeBytes = 1 << 20;

    /// <summary>Pcs of a round where the table is small: longer rounds seldom end before another process wants the core.</summary>
    private const int ShortRound = 4096;
    private readonly Lazy<DirectoryInfo> _folder = new(() => Directory.CreateTempSubdirectory("encodinglab-peer-"));
    private readonly Dictionary<(CodeTables, TableEncoding), string> _tables = new(new SameTables());
    private readonly Dictionary<(DrawnWorkload, int), PeerQueries[]> _queries = [];
    private int _files;

    /// <summary>What a peer is asked about a file's tables in a shipped encoding: of a table larger than a second-level cache all pcs in each round, since which lines stay there depends on how many come.</summary>
    public PeerQuestion Question(LookupPeer peer, CodeTables tables, TableEncoding encoding, DrawnWorkload drawn)
    {
        TableKind kind = drawn.Workload.Question;
        string file = WriteTables(tables, encoding);
        bool large = new FileInfo(file).Length > LargeBytes;
        int count = large ? drawn.Operations : Math.Min(ShortRound, drawn.Operations);
        return new(peer, PeerCells.VersionOf(encoding), kind.Name, file, QueriesOf(drawn, tables[kind], count), large ? 5 : 15);
    }

    private PeerQueries[] QueriesOf(DrawnWorkload drawn, PcTable table, int count)
    {
        if (!_queries.TryGetValue((drawn, count), out PeerQueries[]? queries))
        {
            queries = [.. Enumerable.Range(0, drawn.Operations / count).Select(i => drawn.Window(i * count, count).ToArray()).Select((pcs, i) => new PeerQueries(WriteQueries(pcs), i * count, count, Expected(table, pcs)))];
            _queries.Add((drawn, count), queries);
        }

        return queries;
    }

    /// <summary>Writes tables as a shipped encoding writes them, under the names of Wasmtime's sections; once.</summary>
    public string WriteTables(CodeTables tables, TableEncoding encoding)
    {
        if (!_tables.TryGetValue((tables, encoding), out string? path))
        {
            (string, byte[])[] sections = [.. TableKind.Both.Questions.Select(kind => (".wasmtime." + kind.Name, encoding.Encode(tables, kind).Bytes))];
            path = Path.Combine(_folder.Value.FullName, string.Create(CultureInfo.InvariantCulture, $"tables.{_tables.Count}.{PeerCells.VersionOf(encoding)}.cwasm"));
            File.WriteAllBytes(path, Elf(sections));
            _tables.Add((tables, encoding), path);
        }

        return path;
    }

    /// <summary>Writes pcs.</summary>
    public string WriteQueries(ReadOnlySpan<uint> pcs)
    {
        string path = Path.Combine(_folder.Value.FullName, string.Create(CultureInfo.InvariantCulture, $"queries.{_files++}.u32le"));
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

    public void Dispose()
    {
        if (_folder.IsValueCreated)
        {
            _folder.Value.Delete(recursive: true);
        }
    }

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

    /// <summary>The same object, not merely equal tables: comparing a million entries is no way to find a file.</summary>
    private sealed class SameTables : IEqualityComparer<(CodeTables Tables, TableEncoding Encoding)>
    {
        public bool Equals((CodeTables Tables, TableEncoding Encoding) x, (CodeTables Tables, TableEncoding Encoding) y) => ReferenceEquals(x.Tables, y.Tables) && x.Encoding.Equals(y.Encoding);

        public int GetHashCode((CodeTables Tables, TableEncoding Encoding) obj) => HashCode.Combine(RuntimeHelpers.GetHashCode(obj.Tables), obj.Encoding);
    }
}
