using EncodingLab.Cwasm;

namespace EncodingLab.Code;

/// <summary>Reads one function after another, one thread's share of them; <see cref="CallSiteFinder"/> says by what rule and why it misses nothing.</summary>
internal sealed class FunctionWalk(InstructionDecoder decoder, uint[] boundaries, IReadOnlySet<uint> functionStarts)
{
    private const byte Visited = 1;
    private const byte AfterStop = 2;
    private const byte Vouched = 4;

    /// <summary>The longest x86-64 instruction; what an instruction may overlap is looked for within as many bytes.</summary>
    private const int LongestPlain = 15;

    private readonly Stack<(uint At, bool Data)> _stops = new();
    private readonly List<uint> _named = [];
    private byte[] _marks = [];
    private uint _start;
    private uint _end;

    /// <summary>Whether any position lies in the function. Trampolines have none; the labels that they load are those of exception handlers.</summary>
    private bool _hasPositions;

    /// <summary>Return addresses found so far.</summary>
    public List<uint> CallSites { get; } = [];

    /// <summary>Offsets of instructions that trap unlisted, found so far.</summary>
    public List<uint> UnlistedTraps { get; } = [];

    /// <summary>Reads one function, or a stretch that may be code or not.</summary>
    /// <exception cref="UnreadableCodeException">A function's code is not what it is taken for.</exception>
    public void Walk(FunctionSymbol function, bool isFunction)
    {
        Open(function);
        if (!isFunction)
        {
            _marks[0] = 0;
            _stops.Push((_start, true));
        }

        for (uint at = _start; at < _end; at++)
        {
            if ((_marks[at - _start] & Vouched) != 0)
            {
                ReadOn(at, vouched: true);
            }
        }

        while (_stops.TryPop(out (uint At, bool Data) stop))
        {
            bool clean = !stop.Data && ReadOn(stop.At, vouched: false);
            for (uint at = stop.At; !clean && at < _end && (_marks[at - _start] & Vouched) == 0; at += (uint)decoder.Step)
            {
                ReadOn(at, vouched: false);
            }
        }

        foreach (uint label in _hasPositions ? _named : [])
        {
            if (label > _start && label < _end && (_marks[label - _start] & AfterStop) != 0)
            {
                CallSites.Add(label);
            }
        }
    }

    private void Open(FunctionSymbol function)
    {
        (_start, _end) = (function.Start, function.Start + function.Size);
        if (_marks.Length < function.Size + 1)
        {
            _marks = new byte[Math.Max(function.Size + 1, (uint)_marks.Length * 2)];
        }

        Array.Clear(_marks, 0, (int)function.Size + 1);
        _named.Clear();
        _marks[0] = Vouched;
        int next = Array.BinarySearch(boundaries, _start);
        _hasPositions = false;
        for (next = next < 0 ? ~next : next; next < boundaries.Length && boundaries[next] < _end; next++)
        {
            _hasPositions = true;
            _marks[boundaries[next] - _start] |= Vouched;
        }
    }

    /// <summary>Reads from an offset until an instruction that stops, or one that was read before.</summary>
    /// <returns>False where something on the way is no instruction, or overlaps a vouched one, or runs off the function's end.</returns>
    private bool ReadOn(uint at, bool vouched)
    {
        while (at < _end && (_marks[at - _start] & Visited) == 0)
        {
            _marks[at - _start] |= Visited;
            Instruction found = decoder.Decode(at, _end);
            if ((found.Effects & Effects.Unknown) != 0)
            {
                return Doubt(vouched, at, "no instruction");
            }

            if (Overlaps(at, found.Length))
            {
                return Doubt(vouched, at, "an instruction that reaches over the next one known");
            }

            Note(at, found, vouched);
            at += (uint)found.Length;
            if ((found.Effects & Effects.Stops) != 0)
            {
                _marks[at - _start] |= AfterStop;
                _stops.Push((at, (found.Effects & Effects.StopsBeforeData) == Effects.StopsBeforeData));
                return true;
            }
        }

        return at < _end || Doubt(vouched, _end, "the end of a function that runs on");
    }

    private void Note(uint at, Instruction found, bool vouched)
    {
        bool calls = (found.Effects & Effects.Calls) != 0;
        if (calls && (vouched || found.Target < 0 || functionStarts.Contains((uint)found.Target)))
        {
            CallSites.Add(at + (uint)found.Length);
        }
        else if (!calls && found.Target >= 0)
        {
            _named.Add((uint)Math.Min(found.Target, uint.MaxValue));
        }

        if ((found.Effects & Effects.TrapsUnlisted) != 0)
        {
            UnlistedTraps.Add(at);
        }
    }

    private bool Overlaps(uint at, int length) =>
        _marks.AsSpan((int)(at - _start) + 1, Math.Min(length, LongestPlain) - 1).ContainsAnyInRange(Vouched, (byte)(Vouched | AfterStop | Visited));

    /// <summary>What reading meets where it should not: an error on the way from a vouched place, else only a false start.</summary>
    private static bool Doubt(bool vouched, uint at, string found) =>
        vouched ? throw new UnreadableCodeException($".text at offset {at}: {found}") : false;
}
