using System.Globalization;
using System.Text;

namespace EncodingLab.Cwasm;

/// <summary>What the engine section says: which Wasmtime compiled the file, and for which target.</summary>
/// <param name="Version">The version as written, usually the major version: <c>47</c>.</param>
/// <param name="Triple">The target triple, such as <c>x86_64-unknown-linux-gnu</c> or <c>pulley64</c>.</param>
public sealed record EngineInfo(string Version, string Triple)
{
    /// <summary>The major version, or null where an embedder wrote something else there.</summary>
    public int? Major => int.TryParse(Version.Split('.')[0], NumberStyles.None, CultureInfo.InvariantCulture, out int major) ? major : null;

    /// <summary>The architecture as the lab names targets: <c>x86_64</c>, <c>aarch64</c>, <c>riscv64</c>, <c>s390x</c>, <c>pulley64</c> ...</summary>
    public string Target => Triple.Split('-')[0] switch
    {
        ['r', 'i', 's', 'c', 'v', '6', '4', ..] => "riscv64",
        string architecture => architecture,
    };

    /// <summary>Whether the target is Pulley's bytecode.</summary>
    public bool IsPulley => Target.StartsWith("pulley", StringComparison.Ordinal);

    /// <summary>The <c>e_machine</c> of a file for the target, Pulley's being RISC-V's; null for a target not known. Source: wasmtime, <c>crates/cranelift/src/compiler.rs</c>, and the ELF supplements.</summary>
    public int? Machine => Target switch
    {
        "x86_64" => 62,
        "aarch64" => 183,
        "riscv64" => 243,
        "s390x" => 22,
        _ => IsPulley ? 243 : null,
    };

    /// <summary>Reads the beginning of the section: a version byte 0, then two texts, each behind its length in one byte.</summary>
    /// <exception cref="CwasmFormatException">The section does not begin so.</exception>
    public static EngineInfo Parse(string file, ReadOnlySpan<byte> section)
    {
        if (section.Length < 2 || section[0] != 0)
        {
            throw Bad(file, $"expected a format byte 0, found {(section.IsEmpty ? "an empty section" : section[0])}");
        }

        string version = Text(file, ref section, 1, "version");
        string triple = Text(file, ref section, 0, "target");
        return new(version, triple);
    }

    private static string Text(string file, ref ReadOnlySpan<byte> section, int skip, string what)
    {
        section = section[skip..];
        if (section.IsEmpty || section.Length < 1 + section[0])
        {
            throw Bad(file, $"the {what} is cut off");
        }

        string text = Encoding.UTF8.GetString(section.Slice(1, section[0]));
        section = section[(1 + section[0])..];
        return text.Length > 0 && text.All(c => c is > ' ' and < (char)127) ? text : throw Bad(file, $"the {what} is no plain text");
    }

    private static CwasmFormatException Bad(string file, string problem) =>
        new(CwasmErrorKind.BadEngine, file, $"section {SectionNames.Engine}: {problem}", "compile the module with Wasmtime 46, 47 or 48");
}
