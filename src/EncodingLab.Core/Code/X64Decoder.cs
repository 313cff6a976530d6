using Iced.Intel;

namespace EncodingLab.Code;

/// <summary>x86-64, by the Iced library.</summary>
/// <remarks>
/// Besides calls, <c>lea reg, [rip + x]</c> names a place where code may go on: a stack switch saves such a label, and a backtrace through a suspended stack
/// looks its pc up like a return address. A jump table is loaded the same way, but read at once.
/// Data stands behind indirect jumps (their jump tables) and behind a function's last instruction (constants): branches reach over 2 GiB, so that no
/// function is ever cut by an island. Source: wasmtime v47.0.2, cranelift/codegen/src/machinst/buffer.rs, isa/x64/inst/emit.rs (JmpTableSeq).
/// </remarks>
internal sealed class X64Decoder : InstructionDecoder
{
    private readonly ByteArrayCodeReader _reader;
    private readonly Decoder _decoder;

    public X64Decoder(byte[] text)
        : base(text)
    {
        _reader = new ByteArrayCodeReader(text);
        _decoder = Decoder.Create(64, _reader);
    }

    public override int Step => 1;

    public override Instruction Decode(uint at, uint end)
    {
        if (_reader.Position != at)
        {
            _reader.Position = (int)at;
        }

        _decoder.IP = at;
        _decoder.Decode(out Iced.Intel.Instruction found);
        return found.IsInvalid || found.Length > end - at ? Instruction.Unknown : Classify(found);
    }

    private Instruction Classify(in Iced.Intel.Instruction found) => found.FlowControl switch
    {
        FlowControl.Call => new(found.Length, Effects.Calls, found.IsCallNear ? (long)found.NearBranchTarget : -1),
        FlowControl.IndirectCall => new(found.Length, Effects.Calls),
        FlowControl.IndirectBranch => new(found.Length, Effects.StopsBeforeData),
        FlowControl.UnconditionalBranch or FlowControl.Return or FlowControl.Exception => new(found.Length, Effects.Stops),
        _ when found.Code == Iced.Intel.Code.Lea_r64_m && found.IsIPRelativeMemoryOperand && !LoadsTable(found.Op0Register) =>
            new(found.Length, Effects.None, (long)found.IPRelativeMemoryAddress),
        _ => new(found.Length, Effects.None),
    };

    /// <summary>Whether the next instruction takes a 4-byte element out of what the register points at: then that is a jump table, not code.</summary>
    private bool LoadsTable(Register pointer)
    {
        _decoder.Decode(out Iced.Intel.Instruction next);
        return next.Code == Iced.Intel.Code.Movsxd_r64_rm32 && next.MemoryBase == pointer && next.MemoryIndexScale == 4 && next.MemoryIndex != Register.None;
    }
}
