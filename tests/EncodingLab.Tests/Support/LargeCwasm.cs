using EncodingLab.Cwasm;
using EncodingLab.Encodings;
using EncodingLab.Files;
using EncodingLab.Tables;

namespace EncodingLab.Tests.Support;

/// <summary>Files larger than anybody gives us: the code, tables and symbols of a real one, over and over, as if so many modules had been linked into one.</summary>
internal static class LargeCwasm
{
    /// <summary>The bytes of such a file; 12 copies of libpython for x86-64 give over 13 million entries of the address map alone.</summary>
    /// <param name="seed">What to repeat.</param>
    /// <param name="copies">How often.</param>
    public static byte[] Repeat(CwasmFile seed, int copies)
    {
        CodeTables tables = TableLoader.Load(seed);
        TableEncoding shipped = TableLoader.ShippedEncoding(seed);
        byte[] text = seed.Bytes(SectionNames.Text)!.Value.ToArray();
        CwasmBuilder builder = new CwasmBuilder().Engine(seed.Engine.Version, "x86_64-unknown-linux-gnu").Section(SectionNames.Text, Repeat(text, copies), 4096);
        foreach (TableKind kind in TableLoader.Shipped)
        {
            PcTable table = Repeat(tables[kind], (uint)text.Length, copies);
            builder.Section(TableLoader.SectionOf(kind), shipped.Encode(CodeTables.Of(table), kind).Bytes);
        }

        foreach (int copy in Enumerable.Range(0, copies))
        {
            foreach (FunctionSymbol symbol in seed.ReadFunctionSymbols())
            {
                builder.Function("", symbol.Start + (uint)(copy * text.Length), symbol.Size);
            }
        }

        return builder.Build();
    }

    private static PcTable Repeat(PcTable table, uint textBytes, int copies)
    {
        uint wasmBytes = 1;
        foreach (uint value in table.Values)
        {
            wasmBytes = value == TableKind.None ? wasmBytes : Math.Max(wasmBytes, value + 1);
        }

        uint shift = table.Kind == TableKind.AddressMap ? wasmBytes : 0;
        var pcs = new uint[table.Count * copies];
        var values = new uint[pcs.Length];
        for (int i = 0; i < pcs.Length; i++)
        {
            (uint copy, uint entry) = ((uint)(i / table.Count), (uint)(i % table.Count));
            pcs[i] = table.Pcs[(int)entry] + (copy * textBytes);
            uint value = table.Values[(int)entry];
            values[i] = value == TableKind.None ? value : value + (copy * shift);
        }

        return new PcTable(table.Kind, pcs, values);
    }

    private static byte[] Repeat(byte[] bytes, int copies)
    {
        var all = new byte[(long)bytes.Length * copies];
        for (int copy = 0; copy < copies; copy++)
        {
            bytes.CopyTo(all, copy * bytes.Length);
        }

        return all;
    }
}
