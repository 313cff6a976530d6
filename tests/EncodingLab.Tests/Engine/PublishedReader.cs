using System.Buffers.Binary;
using System.Globalization;
using EncodingLab.Processes;
using EncodingLab.Tests.Support;

namespace EncodingLab.Tests.Engine;

/// <summary>The published readers of Wasmtime's own library, in a program beside the repository.</summary>
internal static class PublishedReader
{
    private static readonly TimeSpan s_limit = TimeSpan.FromMinutes(1);

    private static string Program => Path.Combine(Repo.Shared!, "bin", "wasmtime-lookup-peer");

    /// <summary>Every entry as it reads them; -1 stands for none.</summary>
    public static List<(uint Pc, uint Value)> Dump(int major, string table, string file)
    {
        ChildResult result = ChildProcess.Run(Program, [Text(major), table, file, "dump"], s_limit);
        Assert.Equal(0, result.ExitCode);
        return [.. result.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(' '))
            .Select(words => (uint.Parse(words[0], CultureInfo.InvariantCulture), unchecked((uint)long.Parse(words[1], CultureInfo.InvariantCulture))))];
    }

    /// <summary>The sum of its answers, as <see cref="LookupPeer"/> says.</summary>
    public static ulong Checksum(int major, string table, string file, uint[] pcs, string queries)
    {
        var bytes = new byte[pcs.Length * 4];
        for (int i = 0; i < pcs.Length; i++)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(i * 4), pcs[i]);
        }

        File.WriteAllBytes(queries, bytes);
        return new LookupPeer(Program, s_limit).Ask(major, table, file, queries, pcs.Length, 1).Checksum;
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
