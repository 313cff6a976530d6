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
        Assert.All(facts, fact => Assert.DoesNotContain(Environment.MachineName, fact.Value, StringComparison.Ordinal));
        Assert.All(facts, fact => Assert.DoesNotContain(AppContext.BaseDirectory, fact.Value, StringComparison.Ordinal));
        Assert.All(facts, fact => Assert.DoesNotContain("/home", fact.Value, StringComparison.Ordinal));
        Assert.Contains(facts, fact => fact.Name == "cpu");
    }

    [Theory]
    [InlineData("32K", 32768)]
    [InlineData("36608K", 37486592)]
    [InlineData("2M", 2097152)]
    [InlineData("unknown", 0)]
    public void Cache_sizes_are_read_as_linux_writes_them(string text, long bytes) => Assert.Equal(bytes, CpuCaches.ParseSize(text));
}
