using System.Globalization;
using System.Text;

namespace EncodingLab.Tests.Engine;

/// <summary>What a program may use.</summary>
internal enum ProgramLevel
{
    /// <summary>What every compiler compiles.</summary>
    Plain,

    /// <summary>Tail calls, exceptions, garbage collection, typed references: what Cranelift compiles for every target.</summary>
    Managed,

    /// <summary>All that and threads: what it compiles for native targets.</summary>
    Threads,
}

/// <summary>Generates a text module of many functions that call each other in every way and trap in every way, at a place and depth that the caller chooses.</summary>
/// <remarks>
/// <c>run(start, depth, kind)</c> calls function <c>start</c>; each function calls another (directly, through the table, by tail call, itself) until the depth is used up, then traps:
/// inline if the kind is one of its own two, else in a shared function behind a jump table. Globals hold the operands that trap, so that nothing is folded away.
/// </remarks>
internal sealed class TrappingProgram(int seed, int functions, ProgramLevel level)
{
    /// <summary>Calls of the host that fail in the host: the wasm frames of their backtraces are all asked at return addresses.</summary>
    private const string WasiImports =
        "(import \"wasi_snapshot_preview1\" \"fd_write\" (func $fd_write (param i32 i32 i32 i32) (result i32)))\n" +
        "(import \"wasi_snapshot_preview1\" \"random_get\" (func $random_get (param i32 i32) (result i32)))\n" +
        "(import \"wasi_snapshot_preview1\" \"proc_exit\" (func $proc_exit (param i32)))\n";

    /// <summary>What traps in every engine and compiler; the last three inside a WASI call.</summary>
    private static readonly string[] s_plainTraps =
    [
        "(unreachable)",
        "(drop (i32.div_u (i32.const 7) (global.get $zero)))",
        "(drop (i32.div_s (i32.const 0x80000000) (global.get $minus)))",
        "(drop (i64.rem_s (i64.const 9) (i64.extend_i32_s (global.get $zero))))",
        "(drop (i32.load offset=4 (global.get $far)))",
        "(i64.store offset=65532 (global.get $zero) (i64.const 1))",
        "(drop (call_indirect (type $f) (i32.const 1) (i32.const 2) (global.get $far)))",
        "(drop (call_indirect (type $f) (i32.const 1) (i32.const 2) (global.get $nullslot)))",
        "(drop (call_indirect (type $f) (i32.const 1) (i32.const 2) (global.get $wrongslot)))",
        "(drop (i32.trunc_f32_s (global.get $nan)))",
        "(drop (i64.trunc_f64_u (f64.promote_f32 (global.get $huge))))",
        "(drop (call $endless (i32.const 1)))",
        "(memory.fill (global.get $far) (i32.const 1) (i32.const 10))",
        "(memory.copy (i32.const 8) (global.get $far) (i32.const 10))",
        "(drop (table.get $t (global.get $far)))",
        "(call $host (i32.const 3))",
        "(drop (call $fd_write (i32.const 1) (global.get $far) (i32.const 1) (i32.const 0)))",
        "(drop (call $random_get (global.get $minus) (i32.const 64)))",
        "(call $proc_exit (i32.const 1000))",
    ];

    /// <summary>Garbage collection, exceptions, typed references.</summary>
    private static readonly string[] s_managedTraps =
    [
        "(throw $tag (i32.const 3))",
        "(drop (array.get $arr (array.new $arr (i32.const 0) (i32.const 3)) (global.get $far)))",
        "(drop (array.new $arr (i32.const 0) (global.get $minus)))",
        "(drop (struct.get $st 0 (global.get $nostruct)))",
        "(drop (ref.cast (ref $st) (array.new $arr (i32.const 0) (i32.const 3))))",
        "(drop (i31.get_s (global.get $noi31)))",
        "(drop (ref.as_non_null (global.get $nostruct)))",
        "(drop (call_ref $f (i32.const 1) (i32.const 2) (global.get $nofunc)))",
    ];

    private static readonly string[] s_threadTraps =
    [
        "(drop (i32.atomic.load (global.get $one)))",
        "(drop (memory.atomic.wait32 (i32.const 0) (i32.const 0) (i64.const 1)))",
    ];

    private readonly Random _random = new(seed);
    private readonly string[] _traps = level switch
    {
        ProgramLevel.Plain => s_plainTraps,
        ProgramLevel.Managed => [.. s_plainTraps, .. s_managedTraps],
        _ => [.. s_plainTraps, .. s_managedTraps, .. s_threadTraps],
    };

    /// <summary>How many kinds of traps there are.</summary>
    public int Kinds => _traps.Length;

    /// <summary>How many functions <c>run</c> can start at.</summary>
    public int Functions => functions;

    /// <summary>The module.</summary>
    public string Text()
    {
        var text = new StringBuilder("(module\n(import \"env\" \"host\" (func $host (param i32)))\n" + WasiImports + "(type $f (func (param i32 i32) (result i32)))\n");
        text.Append(CultureInfo.InvariantCulture, $"(memory (export \"memory\") 1)\n(table $t {functions + 2} funcref)\n");
        text.Append("(global $zero (mut i32) (i32.const 0))\n(global $one (mut i32) (i32.const 1))\n(global $minus (mut i32) (i32.const -1))\n(global $far (mut i32) (i32.const 0x7ffffff0))\n");
        text.Append("(global $nan (mut f32) (f32.const nan))\n(global $huge (mut f32) (f32.const 3e38))\n");
        text.Append(CultureInfo.InvariantCulture, $"(global $nullslot (mut i32) (i32.const {functions}))\n(global $wrongslot (mut i32) (i32.const {functions + 1}))\n");
        if (level != ProgramLevel.Plain)
        {
            text.Append("(type $arr (array (mut i32)))\n(type $st (struct (field i32)))\n(tag $tag (param i32))\n");
            text.Append("(global $nostruct (mut (ref null $st)) (ref.null $st))\n(global $noi31 (mut i31ref) (ref.null i31))\n(global $nofunc (mut (ref null $f)) (ref.null $f))\n");
        }

        text.Append("(func $other)\n(func $leaf (param $x i32) (result i32) (i32.xor (i32.mul (local.get $x) (i32.const 31)) (i32.load (i32.and (local.get $x) (i32.const 1020)))))\n");
        text.Append("(func $endless (param $x i32) (result i32) (i32.add (call $endless (i32.add (local.get $x) (i32.const 1))) (i32.const 1)))\n");
        Shared(text);
        for (int i = 0; i < functions; i++)
        {
            Function(text, i);
        }

        text.Append("(func (export \"run\") (param $start i32) (param $n i32) (param $k i32) (result i32) (call_indirect (type $f) (local.get $n) (local.get $k) (local.get $start)))\n");
        text.Append("(elem (i32.const 0) func").AppendJoin("", Enumerable.Range(0, functions).Select(i => string.Create(CultureInfo.InvariantCulture, $" $f{i}"))).Append(")\n");
        return text.Append(CultureInfo.InvariantCulture, $"(elem (i32.const {functions + 1}) func $other)\n)\n").ToString();
    }

    /// <summary>All traps behind one jump table.</summary>
    private void Shared(StringBuilder text)
    {
        text.Append("(func $trap (param $k i32) (result i32)\n").AppendJoin("", Enumerable.Repeat("(block ", _traps.Length + 1));
        text.Append("(br_table ").AppendJoin(' ', Enumerable.Range(0, _traps.Length + 1)).Append(" (local.get $k)))\n");
        foreach (string trap in _traps)
        {
            text.Append(trap).Append(" (return (i32.const 1)))\n");
        }

        text.Append("(i32.const 2))\n");
    }

    private void Function(StringBuilder text, int index)
    {
        int first = _random.Next(_traps.Length);
        int second = _random.Next(_traps.Length);
        text.Append(CultureInfo.InvariantCulture, $"(func $f{index} (type $f) (param $n i32) (param $k i32) (result i32) (local $a i32) (local $b f64)\n");
        Noise(text);
        text.Append("(if (i32.eqz (local.get $n)) (then\n");
        text.Append(CultureInfo.InvariantCulture, $"(if (i32.eq (local.get $k) (i32.const {first})) (then {_traps[first]}))\n");
        text.Append(CultureInfo.InvariantCulture, $"(if (i32.eq (local.get $k) (i32.const {second})) (then {_traps[second]}))\n(return (call $trap (local.get $k)))))\n");
        Noise(text);
        Call(text, index);
        text.Append(")\n");
    }

    private void Call(StringBuilder text, int index)
    {
        const string Arguments = "(i32.sub (local.get $n) (i32.const 1)) (local.get $k)";
        int other = _random.Next(functions);
        string slot = string.Create(CultureInfo.InvariantCulture, $"(i32.rem_u (i32.add (i32.mul (local.get $n) (i32.const {_random.Next(1, 99)})) (i32.const {other})) (i32.const {functions}))");
        switch (_random.Next(level == ProgramLevel.Plain ? 4 : 6))
        {
            case 0:
                text.Append(CultureInfo.InvariantCulture, $"(i32.add (call $f{index} {Arguments}) (local.get $a))");
                break;
            case 1 or 2:
                text.Append(CultureInfo.InvariantCulture, $"(i32.add (call $leaf (local.get $a)) (call $f{other} {Arguments}))");
                break;
            case 3:
                text.Append(CultureInfo.InvariantCulture, $"(i32.add (call_indirect (type $f) {Arguments} {slot}) (local.get $a))");
                break;
            case 4:
                text.Append(CultureInfo.InvariantCulture, $"(return_call $f{other} {Arguments})");
                break;
            default:
                text.Append(CultureInfo.InvariantCulture, $"(return_call_indirect (type $f) {Arguments} {slot})");
                break;
        }
    }

    /// <summary>Statements that can trap as far as the compiler knows, and never do: loads, stores, divisions, switches, calls.</summary>
    private void Noise(StringBuilder text)
    {
        for (int i = _random.Next(1, 7); i > 0; i--)
        {
            int constant = _random.Next(1, 1 << _random.Next(2, 30));
            text.AppendLine(_random.Next(7) switch
            {
                0 => string.Create(CultureInfo.InvariantCulture, $"(local.set $a (i32.add (local.get $a) (i32.load offset={constant & 0xfff} (i32.and (local.get $n) (i32.const 1023)))))"),
                1 => string.Create(CultureInfo.InvariantCulture, $"(i32.store16 (i32.and (local.get $a) (i32.const 2046)) (i32.xor (local.get $k) (i32.const {constant})))"),
                2 => string.Create(CultureInfo.InvariantCulture, $"(local.set $a (i32.div_u (i32.const {constant}) (i32.or (local.get $a) (i32.const 1))))"),
                3 => string.Create(CultureInfo.InvariantCulture, $"(local.set $b (f64.add (local.get $b) (f64.convert_i32_u (i32.mul (local.get $a) (i32.const {constant})))))"),
                4 => string.Create(CultureInfo.InvariantCulture, $"(block (block (block (block (block (br_table 0 1 2 3 4 (i32.add (local.get $k) (i32.const {constant})))) (local.set $a (i32.const {constant}))) (local.set $a (call $leaf (local.get $n)))) (br 1)) (local.set $b (f64.const {constant})))"),
                5 => "(local.set $a (call $leaf (local.get $a)))",
                _ => string.Create(CultureInfo.InvariantCulture, $"(local.set $a (select (local.get $k) (i32.const {constant}) (f64.lt (local.get $b) (f64.const {constant}))))"),
            });
        }
    }
}
