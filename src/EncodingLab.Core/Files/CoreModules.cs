using System.Globalization;
using EncodingLab.Cwasm;
using EncodingLab.Tables;

namespace EncodingLab.Files;

/// <summary>Tells core modules of a component apart by their symbols: Wasmtime names a function <c>wasm[MODULE]::function[INDEX]</c>.</summary>
internal static class CoreModules
{
    private const string Prefix = "wasm[";

    /// <summary>One row a core module, ascending; empty where no symbol names one.</summary>
    public static IReadOnlyList<CoreModule> Of(IReadOnlyList<FunctionSymbol> functions, CodeTables tables)
    {
        var modules = new Dictionary<int, CoreModule>();
        foreach (FunctionSymbol function in functions)
        {
            int index = ModuleOf(function.Name);
            CoreModule so = modules.GetValueOrDefault(index) ?? new(index, 0, 0, 0, 0);
            modules[index] = so with
            {
                Functions = so.Functions + 1,
                CodeBytes = so.CodeBytes + function.Size,
                MapEntries = so.MapEntries + Within(tables[TableKind.AddressMap].Pcs, function),
                TrapEntries = so.TrapEntries + Within(tables[TableKind.Traps].Pcs, function),
            };
        }

        return modules.Keys.Any(index => index >= 0) ? [.. modules.Values.OrderBy(module => module.Index)] : [];
    }

    private static int ModuleOf(string name)
    {
        int end = name.StartsWith(Prefix, StringComparison.Ordinal) ? name.IndexOf(']', StringComparison.Ordinal) : -1;
        return end > 0 && int.TryParse(name.AsSpan(Prefix.Length, end - Prefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out int index) ? index : -1;
    }

    private static int Within(ReadOnlySpan<uint> pcs, FunctionSymbol function)
    {
        ulong end = (ulong)function.Start + function.Size;
        int last = end > uint.MaxValue ? pcs.Length : ReferenceLookup.LowerBound(pcs, (uint)end);
        return last - ReferenceLookup.LowerBound(pcs, function.Start);
    }
}
