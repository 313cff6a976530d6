using EncodingLab.Encodings;
using EncodingLab.Tables;
using EncodingLab.Tests.Support;

namespace EncodingLab.Tests.Contracts;

/// <summary>What the contract tests share: the catalogue as test data, and tables encoded wherever an encoding takes them.</summary>
internal static class Contract
{
    /// <summary>Entries a block where an encoding does not say: the shipped size.</summary>
    private const int UsualBlock = 128;

    public static TheoryData<string> Ids() => [.. EncodingCatalog.All.Select(encoding => encoding.Id)];

    public static TableEncoding Encoding(string id) => EncodingCatalog.Find(id)!;

    public static int Block(TableEncoding encoding) => Math.Min(encoding.BlockEntries ?? UsualBlock, 2000);

    public static IEnumerable<TableKind> Kinds(TableEncoding encoding) => TableKind.All.Where(encoding.Supports);

    /// <summary>Every case in every kind that the encoding is made for and does not refuse.</summary>
    public static IEnumerable<EncodedCase> Encoded(TableEncoding encoding, IEnumerable<TableCase> cases) =>
        from tables in cases from kind in Kinds(encoding) where Holds(encoding, tables.Tables, kind) select new EncodedCase(tables, kind, encoding.Encode(tables.Tables, kind));

    /// <summary>Whether the encoding takes the table; a refusal must give its reason.</summary>
    public static bool Holds(TableEncoding encoding, CodeTables tables, TableKind kind)
    {
        string? why = encoding.WhyNot(tables, kind);
        Assert.True(why is null || why.Trim().Length > 0, $"{encoding.Id} refuses {kind} without a reason");
        return why is null;
    }

    /// <summary>The readers of a question that this machine can run.</summary>
    public static IEnumerable<string> Readers(TableEncoding encoding, TableKind question) =>
        encoding.Readers(question).Where(reader => reader.IsSupported).Select(reader => reader.Name);

    /// <summary>Asks every reader about every pc and compares with the oracle.</summary>
    public static void AssertAnswers(TableEncoding encoding, ReadOnlySpan<byte> bytes, PcTable table, string name, uint[]? asked = null)
    {
        uint[] pcs = asked ?? Ask.PcsOf(table);
        foreach (string reader in Readers(encoding, table.Kind))
        {
            Answer[] answers = Ask.Reader(encoding, bytes, table.Kind, reader, pcs);
            for (int i = 0; i < pcs.Length; i++)
            {
                if (Ask.Oracle(table, pcs[i]) is var expected && expected != answers[i])
                {
                    Assert.Fail($"{encoding.Id}/{reader}, {table.Kind}, {name}: pc {pcs[i]} expected {expected}, found {answers[i]}");
                }
            }
        }
    }
}

/// <summary>One case in one encoding.</summary>
internal sealed record EncodedCase(TableCase Case, TableKind Kind, EncodedTable Encoded)
{
    /// <summary>The table that answers a question.</summary>
    public PcTable Table(TableKind question) => Case.Tables[question];
}
