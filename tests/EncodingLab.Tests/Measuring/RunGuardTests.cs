using System.Diagnostics;
using System.Reflection;
using System.Reflection.Emit;
using EncodingLab.Measuring;
using EncodingLab.Results;

namespace EncodingLab.Tests.Measuring;

public sealed class RunGuardTests
{
    [Fact]
    public void A_build_without_optimisation_is_refused()
    {
        ConstructorInfo debuggable = typeof(DebuggableAttribute).GetConstructor([typeof(DebuggableAttribute.DebuggingModes)])!;
        var modes = DebuggableAttribute.DebuggingModes.Default | DebuggableAttribute.DebuggingModes.DisableOptimizations;
        Assembly assembly = AssemblyBuilder.DefineDynamicAssembly(new AssemblyName("Slow"), AssemblyBuilderAccess.Run, [new CustomAttributeBuilder(debuggable, [modes])]);
        Assert.Contains("Slow was built without optimisation", RunGuard.WhyRefuse(assembly, debugger: false), StringComparison.Ordinal);
    }

    [Fact]
    public void A_debugger_is_refused() => Assert.Contains("debugger", RunGuard.WhyRefuse(typeof(RunGuard).Assembly, debugger: true), StringComparison.Ordinal);

    [Fact]
    public void This_build_may_be_timed() => Assert.Null(RunGuard.WhyRefuse(typeof(RunGuard).Assembly, debugger: false));

    [Fact]
    public void The_test_host_is_warned_of_its_tiered_compilation() => Assert.Contains("tiered compilation is on", RunGuard.Check().Warnings);

    [Fact]
    public void Machine_facts_name_no_host_no_user_and_no_path()
    {
        IReadOnlyList<NamedFact> facts = MachineFacts.Read();
        Assert.All(facts, fact => Assert.NotEmpty(fact.Value));
        Assert.Equal(facts.Count, facts.Select(fact => fact.Name).Distinct().Count());
        Assert.All(facts, fact => Assert.False(Names(fact, Environment.MachineName), $"{fact.Name}: {fact.Value}"));
        Assert.All(facts, fact => Assert.False(Names(fact, Environment.UserName), $"{fact.Name}: {fact.Value}"));
        Assert.All(facts, fact => Assert.DoesNotContain(AppContext.BaseDirectory, fact.Value, StringComparison.Ordinal));
        Assert.All(facts, fact => Assert.DoesNotContain("/home", fact.Value, StringComparison.Ordinal));
        Assert.Contains(facts, fact => fact.Name == "cpu");
    }

    [Theory]
    [InlineData(20, 100)]
    [InlineData(28, 100)]
    [InlineData(57.5, 200)]
    [InlineData(900, 1000)]
    public void A_slow_clock_makes_samples_longer_so_that_its_readings_stay_below_a_thousandth(double readNs, double microseconds) =>
        Assert.Equal(microseconds, ClockCheck.SampleMicroseconds(readNs, 100), 6);

    [Fact]
    public void A_host_is_found_as_a_word_of_its_own_and_not_inside_another()
    {
        Assert.True(Names(new("load", "0.5 on vm"), "vm"));
        Assert.True(Names(new("gc", "workstation (VM)"), "vm"));
        Assert.False(Names(new("clock source", "kvm-clock"), "vm"));
        Assert.False(Names(new("system", "Debian GNU/Linux 12"), "debian"));
    }

    /// <summary>Whether a fact holds a name as a whole word. A system's own name is no leak where a host is called after it.</summary>
    private static bool Names(NamedFact fact, string name) =>
        fact.Name is not "system" && fact.Value.Split(' ', ',', ';', '/', '(', ')', '@', '=').Contains(name, StringComparer.OrdinalIgnoreCase);

    [Theory]
    [InlineData("32K", 32768)]
    [InlineData("36608K", 37486592)]
    [InlineData("2M", 2097152)]
    [InlineData("unknown", 0)]
    public void Cache_sizes_are_read_as_linux_writes_them(string text, long bytes) => Assert.Equal(bytes, CpuCaches.ParseSize(text));
}
