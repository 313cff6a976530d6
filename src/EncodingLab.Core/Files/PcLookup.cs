using System.ComponentModel.DataAnnotations.Schema;
using System.Globalization;
using EncodingLab.Cwasm;
using EncodingLab.Encodings;
using EncodingLab.Tables;

namespace EncodingLab.Files;

/// <summary>What a file's tables answer at a pc.</summary>
/// <param name="Pc">Offset in <c>.text</c>, bytes.</param>
/// <param name="Trap">The trap's name, or empty where the pc is no trap.</param>
/// <param name="Position">Position in the wasm, <c>none</c>, or empty where the table has no answer.</param>
/// <param name="Function">Name of the function or its offset, and the distance into it; empty where no symbol covers the pc.</param>
public sealed record PcAnswer(
    [property: Column("pc")] uint Pc, [property: Column("trap")] string Trap, [property: Column("position")] string Position, [property: Column("function")] string Function);

/// <summary>Asks a file's own sections, by the readers of the encoding that its Wasmtime wrote.</summary>
public static class PcLookup
{
    /// <summary>One answer per pc, in the order given.</summary>
    /// <exception cref="CwasmFormatException">The file's tables are not known or malformed.</exception>
    public static IEnumerable<PcAnswer> Answer(CwasmFile file, IReadOnlyList<uint> pcs)
    {
        TableEncoding shipped = TableLoader.ShippedEncoding(file);
        IReadOnlyList<FunctionSymbol> functions = file.ReadFunctionSymbols();
        uint?[] traps = Ask(file, shipped, TableKind.Traps, pcs);
        uint?[] positions = Ask(file, shipped, TableKind.AddressMap, pcs);
        return pcs.Select((pc, i) => new PcAnswer(pc, TrapText(traps[i]), PositionText(positions[i]), FunctionAt(functions, pc)));
    }

    private static string TrapText(uint? code) => code is uint found ? TrapCodes.Name(found) : "";

    private static string PositionText(uint? position) => position switch
    {
        null => "",
        TableKind.None => "none",
        uint found => found.ToString(CultureInfo.InvariantCulture),
    };

    private static uint?[] Ask(CwasmFile file, TableEncoding shipped, TableKind kind, IReadOnlyList<uint> pcs)
    {
        if (file.Bytes(TableLoader.SectionOf(kind)) is not { } bytes)
        {
            return new uint?[pcs.Count];
        }

        var action = new AskAction { Pcs = pcs, Answers = new uint?[pcs.Count] };
        shipped.Read(bytes.Span, kind, shipped.Readers(kind)[0].Name, ref action);
        return action.Answers;
    }

    /// <summary>The function that covers a pc, by its name or its offset, and how far into it; empty where no symbol does.</summary>
    /// <param name="functions">Symbols by offset.</param>
    /// <param name="pc">Offset in <c>.text</c>.</param>
    public static string FunctionAt(IReadOnlyList<FunctionSymbol> functions, uint pc)
    {
        int low = 0;
        int high = functions.Count;
        while (low < high)
        {
            int middle = (low + high) / 2;
            (low, high) = functions[middle].Start <= pc ? (middle + 1, high) : (low, middle);
        }

        FunctionSymbol? function = low > 0 ? functions[low - 1] : null;
        return function is null || pc - function.Start >= function.Size ? ""
            : string.Create(CultureInfo.InvariantCulture, $"{(function.Name.Length > 0 ? function.Name : $"0x{function.Start:x}")}+0x{pc - function.Start:x}");
    }

    private struct AskAction : IReaderAction
    {
        public IReadOnlyList<uint> Pcs;
        public uint?[] Answers;

        public void Run<TReader>(ReadOnlySpan<byte> bytes, int parameter)
            where TReader : struct, ITableReader<TReader>, allows ref struct
        {
            TReader reader = TReader.Open(bytes, parameter);
            NoProbe probe = default;
            for (int i = 0; i < Answers.Length; i++)
            {
                Answers[i] = reader.TryFind(Pcs[i], out uint value, ref probe) ? value : null;
            }
        }
    }
}
