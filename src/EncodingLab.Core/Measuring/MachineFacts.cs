using System.Globalization;
using System.Runtime;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;
using EncodingLab.Results;

namespace EncodingLab.Measuring;

/// <summary>What this machine and this runtime are. No name of host or user, no path.</summary>
public static class MachineFacts
{
    /// <summary>Reads them; what the system does not tell is "unknown".</summary>
    public static IReadOnlyList<NamedFact> Read() =>
    [
        new("cpu", Cpu()),
        new("cores", Environment.ProcessorCount.ToString(CultureInfo.InvariantCulture)),
        new("caches", CpuCaches.Describe()),
        new("last-level cache bytes", CpuCaches.LastLevelBytes().ToString(CultureInfo.InvariantCulture)),
        new("memory bytes", GC.GetGCMemoryInfo().TotalAvailableMemoryBytes.ToString(CultureInfo.InvariantCulture)),
        new("governor", SystemFile.FirstLine("/sys/devices/system/cpu/cpu0/cpufreq/scaling_governor")),
        new("frequency", CpuInfo("cpu MHz") is { Length: > 0 } megahertz ? megahertz + " MHz" : SystemFile.Unknown),
        new("hypervisor", Hypervisor()),
        new("clock source", SystemFile.FirstLine("/sys/devices/system/clocksource/clocksource0/current_clocksource")),
        ClockCheck.Fact(),
        new("system", RuntimeInformation.OSDescription),
        new("kernel", SystemFile.FirstLine("/proc/sys/kernel/osrelease")),
        new("architecture", RuntimeInformation.ProcessArchitecture.ToString()),
        new("isa", string.Join(' ', InstructionSets())),
        new("dotnet", RuntimeInformation.FrameworkDescription),
        new("tiering", Tiering()),
        new("gc", $"{(GCSettings.IsServerGC ? "server" : "workstation")}, {GCSettings.LatencyMode}"),
        new("load", Load()),
        new("git commit", GitCommit.Of(Directory.GetCurrentDirectory())),
    ];

    /// <summary>Runnable processes of the last minute, or "unknown".</summary>
    internal static string Load() => SystemFile.FirstLine("/proc/loadavg").Split(' ')[0];

    /// <summary>Whether code is compiled fully at its first call.</summary>
    internal static string Tiering() =>
        $"TieredCompilation={Setting("System.Runtime.TieredCompilation", "DOTNET_TieredCompilation")} TieredPGO={Setting("System.Runtime.TieredPGO", "DOTNET_TieredPGO")}";

    private static string Setting(string property, string variable) =>
        Environment.GetEnvironmentVariable(variable) ?? (AppContext.TryGetSwitch(property, out bool on) ? (on ? "1" : "0") : "default");

    private static string Cpu() => CpuInfo("model name") is { Length: > 0 } name ? name : SystemFile.Unknown;

    private static string CpuInfo(string key) =>
        SystemFile.Lines("/proc/cpuinfo").FirstOrDefault(line => line.StartsWith(key, StringComparison.Ordinal))?.Split(':', 2)[^1].Trim() ?? "";

    private static string Hypervisor()
    {
        bool virtualised = CpuInfo("flags").Split(' ').Contains("hypervisor");
        string product = SystemFile.FirstLine("/sys/class/dmi/id/sys_vendor");
        return virtualised ? (product == SystemFile.Unknown ? "yes" : product) : "none seen";
    }

    private static IEnumerable<string> InstructionSets() =>
        new (string Name, bool Supported)[]
        {
            ("SSE4.2", Sse42.IsSupported), ("POPCNT", Popcnt.IsSupported), ("AVX2", Avx2.IsSupported), ("BMI1", Bmi1.IsSupported), ("BMI2", Bmi2.IsSupported),
            ("AVX512F", Avx512F.IsSupported), ("AVX512BW", Avx512BW.IsSupported), ("AVX512VBMI", Avx512Vbmi.IsSupported), ("AdvSimd", AdvSimd.IsSupported),
        }
        .Where(set => set.Supported).Select(set => set.Name);
}
