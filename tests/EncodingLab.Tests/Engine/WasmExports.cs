namespace EncodingLab.Tests.Engine;

/// <summary>The functions that a core module exports, with how many parameters of which types: enough to call them at random.</summary>
internal static class WasmExports
{
    private const int TypeSection = 1;
    private const int ImportSection = 2;
    private const int FunctionSection = 3;
    private const int ExportSection = 7;
    private const int FunctionKind = 0;

    /// <summary>One exported function and its parameter types as the binary format codes them (0x7F i32, 0x7E i64, 0x7D f32, 0x7C f64).</summary>
    public sealed record Export(string Name, byte[] Parameters);

    /// <summary>Reads them. Modules whose types are not all plain functions give none.</summary>
    public static IReadOnlyList<Export> Of(byte[] module)
    {
        var types = new List<byte[]>();
        var functions = new List<int>();
        var exports = new List<Export>();
        int at = 8;
        while (at < module.Length)
        {
            int section = module[at++];
            int size = Number(module, ref at);
            int next = at + size;
            if (section == TypeSection && !Types(module, at, types))
            {
                return [];
            }

            if (section == ImportSection)
            {
                Imports(module, at, functions);
            }

            for (int i = section == FunctionSection ? Number(module, ref at) : 0; i > 0; i--)
            {
                functions.Add(Number(module, ref at));
            }

            for (int i = section == ExportSection ? Number(module, ref at) : 0; i > 0; i--)
            {
                string name = Name(module, ref at);
                int kind = module[at++];
                int index = Number(module, ref at);
                if (kind == FunctionKind)
                {
                    exports.Add(new(name, types[functions[index]]));
                }
            }

            at = next;
        }

        return exports;
    }

    private static bool Types(byte[] module, int at, List<byte[]> types)
    {
        for (int i = Number(module, ref at); i > 0; i--)
        {
            if (module[at++] != 0x60)
            {
                return false;
            }

            int parameters = Number(module, ref at);
            types.Add(module[at..(at + parameters)]);
            at += parameters;
            int results = Number(module, ref at);
            at += results;
        }

        return true;
    }

    private static void Imports(byte[] module, int at, List<int> functions)
    {
        for (int i = Number(module, ref at); i > 0; i--)
        {
            _ = Name(module, ref at);
            _ = Name(module, ref at);
            int kind = module[at++];
            switch (kind)
            {
                case FunctionKind:
                    functions.Add(Number(module, ref at));
                    break;
                case 3:
                    at += 2;
                    break;
                default:
                    at += kind == 1 ? 1 : 0;
                    int limits = module[at++];
                    _ = Number(module, ref at);
                    _ = (limits & 1) != 0 ? Number(module, ref at) : 0;
                    break;
            }
        }
    }

    private static string Name(byte[] module, ref int at)
    {
        int length = Number(module, ref at);
        at += length;
        return System.Text.Encoding.UTF8.GetString(module, at - length, length);
    }

    private static int Number(byte[] module, ref int at)
    {
        int value = 0;
        for (int shift = 0; ; shift += 7)
        {
            byte one = module[at++];
            value |= (one & 0x7F) << shift;
            if (one < 0x80)
            {
                return value;
            }
        }
    }
}
