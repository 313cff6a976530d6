using System.Runtime.InteropServices;
using EncodingLab.Encodings;
using EncodingLab.Tables;

namespace EncodingLab.Measuring;

/// <summary>
/// The plainest search of the fixed-width layout, once with calls to its probe and once without a trace of them: what an empty probe costs is their difference.
/// </summary>
internal static class ProbedSearch
{
    /// <summary>Runs an action with the reader that tells its probe, or with the one that does not.</summary>
    public static void Read<TAction>(bool tells, ReadOnlySpan<byte> bytes, TableKind question, ref TAction action)
        where TAction : struct, IReaderAction, allows ref struct
    {
        if (tells)
        {
            action.Run<Telling>(bytes, question.ValueBytes);
        }
        else
        {
            action.Run<Silent>(bytes, question.ValueBytes);
        }
    }

    private static ReadOnlySpan<uint> Keys(ReadOnlySpan<byte> bytes, int valueBytes) =>
        MemoryMarshal.Cast<byte, uint>(bytes.Slice(4, (bytes.Length - 4) / (4 + valueBytes) * 4));

    private static bool Answer(ReadOnlySpan<byte> bytes, ReadOnlySpan<uint> keys, int valueBytes, int entry, uint pc, out uint value)
    {
        bool found = (uint)entry < (uint)keys.Length && (valueBytes == 4 || keys[entry] == pc);
        int place = 4 + (keys.Length * 4) + (entry * valueBytes);
        value = !found ? 0 : valueBytes == 1 ? bytes[place] : MemoryMarshal.Read<uint>(bytes[place..]);
        return found;
    }

    /// <summary>Tells its probe of every key it reads.</summary>
    private readonly ref struct Telling(ReadOnlySpan<byte> bytes, int valueBytes) : ITableReader<Telling>
    {
        private readonly ReadOnlySpan<byte> _bytes = bytes;
        private readonly ReadOnlySpan<uint> _keys = Keys(bytes, valueBytes);

        public static Telling Open(ReadOnlySpan<byte> bytes, int parameter) => new(bytes, parameter);

        public bool TryFind<TProbe>(uint pc, out uint value, ref TProbe probe)
            where TProbe : struct, IProbe, allows ref struct
        {
            int low = 0;
            int high = _keys.Length;
            while (low < high)
            {
                int middle = (low + high) >>> 1;
                probe.Read(4 + (middle * 4), 4);
                bool after = _keys[middle] <= pc;
                low = after ? middle + 1 : low;
                high = after ? high : middle;
            }

            probe.Decoded(1);
            probe.Read(4 + (_keys.Length * 4), valueBytes);
            return Answer(_bytes, _keys, valueBytes, low - 1, pc, out value);
        }
    }

    /// <summary>The same without telling.</summary>
    private readonly ref struct Silent(ReadOnlySpan<byte> bytes, int valueBytes) : ITableReader<Silent>
    {
        private readonly ReadOnlySpan<byte> _bytes = bytes;
        private readonly ReadOnlySpan<uint> _keys = Keys(bytes, valueBytes);

        public static Silent Open(ReadOnlySpan<byte> bytes, int parameter) => new(bytes, parameter);

        public bool TryFind<TProbe>(uint pc, out uint value, ref TProbe probe)
            where TProbe : struct, IProbe, allows ref struct
        {
            int low = 0;
            int high = _keys.Length;
            while (low < high)
            {
                int middle = (low + high) >>> 1;
                bool after = _keys[middle] <= pc;
                low = after ? middle + 1 : low;
                high = after ? high : middle;
            }

            return Answer(_bytes, _keys, valueBytes, low - 1, pc, out value);
        }
    }
}
