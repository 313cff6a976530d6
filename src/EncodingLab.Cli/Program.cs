using EncodingLab.Cwasm;
using EncodingLab.Encodings;
using EncodingLab.Files;
using EncodingLab.Tables;

foreach (string path in args)
{
    using CwasmFile file = CwasmFile.Open(path);
    CodeTables tables = TableLoader.Load(file);
    TableEncoding shipped = TableLoader.ShippedEncoding(file);
    foreach (PcTable table in tables.Tables)
    {
        bool same = shipped.Encode(tables, table.Kind).Bytes.AsSpan().SequenceEqual(file.Bytes(TableLoader.SectionOf(table.Kind))!.Value.Span);
        Console.WriteLine($"{Path.GetFileName(path)} {file.Engine} {table.Kind} {table.Count} unit {table.PcUnit} fn {tables.FunctionStarts?.Length} calls {tables.CallSites?.Length} same {same}");
    }
}
