using EncodingLab.Code;
using EncodingLab.Cwasm;

namespace EncodingLab.Tests.Code;

public sealed class CallSiteFinderTests
{
    /// <summary>Hand-assembled code, one row an instruction set: bytes in hexadecimal, expected return addresses, expected unlisted traps.</summary>
    [Theory]
    [InlineData("x86_64", "55 E8FAFFFFFF FFD0 41FF55 18 5D C3", new uint[] { 6, 8, 12 }, new uint[0])]
    [InlineData("aarch64", "00000094 00003FD6 1F08 3FD6 C0035FD6", new uint[] { 4, 8, 12 }, new uint[0])]
    [InlineData("riscv64", "97000000 E7800000 EF000000 0295 67800000", new uint[] { 8, 12, 14 }, new uint[0])]
    [InlineData("s390x", "C0E500000000 0DE1 07FE", new uint[] { 6, 8 }, new uint[0])]
    [InlineData("pulley64", "A8 02FFFFFFFF 0703 B80000 DC010007 A9 01", new uint[] { 6, 8, 15 }, new uint[] { 0, 8 })]
    public void Calls_are_found_in_each_instruction_set(string target, string code, uint[] calls, uint[] traps)
    {
        CodeScan scan = Find(target, Bytes(code));
        Assert.Equal(calls, scan.CallSites);
        Assert.Equal(traps, scan.UnlistedTraps);
    }

    [Theory]
    [InlineData("x86_64", "E9FBFFFFFF")]
    [InlineData("x86_64", "FFE0")]
    [InlineData("aarch64", "00000014")]
    [InlineData("aarch64", "00001FD6")]
    [InlineData("riscv64", "6F000000")]
    [InlineData("riscv64", "67000300")]
    [InlineData("s390x", "C0F400000000")]
    [InlineData("s390x", "07F1")]
    [InlineData("pulley64", "0800000000")]
    [InlineData("pulley64", "0903")]
    public void Tail_calls_leave_no_return_address(string target, string code) => Assert.Empty(Find(target, Bytes(code)).CallSites);

    /// <summary>A jump table that ends in the beginning of a ten-byte instruction: whoever reads straight on swallows the call behind it.</summary>
    [Fact]
    public void A_call_behind_a_jump_table_that_shifts_the_reading_is_found() => Assert.Contains(11u, Find("x86_64", Bytes("FFE0 000049B8 E8F5FFFFFF 9090 C3")).CallSites);

    /// <summary>Padding is nops or zeros; code that no symbol covers may hold calls all the same, at any offset.</summary>
    [Theory]
    [InlineData("x86_64", "C3 0F1F4000 B8 FFD0 C3", 1u, 8u)]
    [InlineData("aarch64", "C0035FD6 1F2003D5 00003FD6", 4u, 12u)]
    [InlineData("pulley64", "01 00 0703 01", 1u, 4u)]
    public void Calls_between_functions_are_found(string target, string code, uint size, uint call)
    {
        byte[] text = Bytes(code);
        Assert.Equal([call], CallSiteFinder.Find(text, target, 47, [new FunctionSymbol("f", 0, size)], [0]).CallSites);
    }

    [Fact]
    public void A_jump_table_of_Pulley_is_stepped_over()
    {
        CodeScan scan = Find("pulley64", Bytes("4000 02000000 02020202 07070707 0701 01"));
        Assert.Equal([16u], scan.CallSites);
    }

    [Fact]
    public void A_label_that_a_stack_switch_saves_counts_as_a_return_address()
    {
        byte[] text = Bytes("488D1506000000 48895010 FFE1 90 C3");
        Assert.Equal([13u], Find("x86_64", text).CallSites);
    }

    [Theory]
    [InlineData("x86_64", "90 90", "runs on")]
    [InlineData("x86_64", "06 C3", "no instruction")]
    [InlineData("x86_64", "B8 C3", "no instruction")]
    [InlineData("pulley64", "DD 01", "no instruction")]
    [InlineData("pulley64", "00 00 00", "runs on")]
    [InlineData("aarch64", "1F2003D5", "runs on")]
    public void Code_that_is_not_what_it_is_taken_for_is_refused(string target, string code, string reason) =>
        Assert.Contains(reason, Assert.Throws<UnreadableCodeException>(() => Find(target, Bytes(code))).Message, StringComparison.Ordinal);

    [Fact]
    public void An_instruction_across_a_place_that_the_map_vouches_for_is_refused() =>
        Assert.Contains("reaches over", Assert.Throws<UnreadableCodeException>(() => Find("x86_64", Bytes("B801020304 C3"), 2)).Message, StringComparison.Ordinal);

    [Fact]
    public void Functions_beyond_text_and_map_entries_outside_functions_are_refused()
    {
        FunctionSymbol[] beyond = [new("f", 0, 3)];
        Assert.Contains(".text ends at 2", Assert.Throws<UnreadableCodeException>(() => CallSiteFinder.Find(Bytes("90C3"), "x86_64", 47, beyond, [])).Message, StringComparison.Ordinal);
        FunctionSymbol[] half = [new("f", 0, 2)];
        Assert.Contains("offset 2", Assert.Throws<UnreadableCodeException>(() => CallSiteFinder.Find(Bytes("90C390C3"), "x86_64", 47, half, [2])).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("pulley64", 46, true)]
    [InlineData("pulley64", 47, true)]
    [InlineData("pulley64", 48, false)]
    [InlineData("x86_64", 48, true)]
    [InlineData("mips64", 47, false)]
    public void Only_code_that_is_known_is_read(string target, int major, bool known) => Assert.Equal(known, CallSiteFinder.WhyNot(target, major) is null);

    private static CodeScan Find(string target, byte[] text, params uint[] boundaries) =>
        CallSiteFinder.Find(text, target, 47, [new FunctionSymbol("f", 0, (uint)text.Length)], boundaries.Length > 0 ? boundaries : [0]);

    private static byte[] Bytes(string hexadecimal) => Convert.FromHexString(hexadecimal.Replace(" ", "", StringComparison.Ordinal));
}
