using System.Numerics;
using EncodingLab.Tables;

namespace EncodingLab.Encodings.Primitives;

/// <summary>Cuts a table into blocks, writes their bodies and the index of <see cref="SmallBlocks"/>.</summary>
internal static class SmallBlocksWriter
{
    /// <summary>The pcs without the zero bits that all share.</summary>
    public static uint[] Units(PcTable table, out int shift)
    {
        uint union = 0;
        foreach (uint pc in table.Pcs)
        {
            union |= pc;
        }

        shift = union == 0 ? 0 : BitOperations.TrailingZeroCount(union);
        uint[] units = table.Pcs.ToArray();
        for (int i = 0; i < units.Length; i++)
        {
            units[i] >>= shift;
        }

        return units;
    }

    /// <summary>Writes the whole table.</summary>
    public static void Write(PcTable table, uint[] units, int shift, int log, ISmallBodyWriter writer, ByteWriter output)
    {
        var parts = new Parts();
        ReadOnlySpan<uint> values = table.Values;
        bool tied = false;
        for (int start = 0; start < units.Length; start += 1 << log)
        {
            int count = Math.Min(1 << log, units.Length - start);
            tied |= start > 0 && units[start] == units[start - 1] && table.Kind.Rule == LookupRule.Exact;
            if (!parts.Fits(units[start]))
            {
                parts.Begin(units[start], writer.HasBases ? writer.Base(values.Slice(start, Math.Min(SmallBlocks.MaxSuper << log, units.Length - start))) : 0);
            }

            parts.Add(units[start]);
            writer.Write(units.AsSpan(start, count), values.Slice(start, count), parts.Base, parts.Bodies);
        }

        byte flags = (byte)((tied ? SmallBlocks.TiedFlag : 0) | (writer.HasBases ? SmallBlocks.BasesFlag : 0));
        output.Part = BytePart.Index;
        output.WriteUInt32((uint)table.Count);
        output.WriteUInt32((uint)parts.Keys.Count);
        output.WriteUInt16(checked((ushort)writer.Model.Length));
        output.Write([(byte)shift, (byte)log, flags, writer.Spare]);
        output.Part = BytePart.Model;
        output.Write(writer.Model);
        output.Part = BytePart.Index;
        parts.WriteIndex(writer.HasBases, output);
        output.Part = BytePart.Body;
        output.Append(parts.Bodies);
        output.Write(stackalloc byte[SmallBlocks.Padding]);
    }

    /// <summary>The columns of the index, and the bodies.</summary>
    private sealed class Parts
    {
        private readonly List<(uint Body, uint Block)> _supers = [];
        private readonly List<uint> _bases = [];
        private readonly List<ushort> _units = [];
        private readonly List<ushort> _offsets = [];

        public List<uint> Keys { get; } = [];

        public ByteWriter Bodies { get; } = new(1 << 16) { Part = BytePart.Body };

        public uint Base => _bases[^1];

        /// <summary>Whether the next block can belong to the last superblock.</summary>
        public bool Fits(uint unit) =>
            Keys.Count > 0 && _units.Count - _supers[^1].Block < SmallBlocks.MaxSuper && unit - Keys[^1] <= ushort.MaxValue && (uint)Bodies.Length - _supers[^1].Body <= ushort.MaxValue;

        public void Begin(uint unit, uint position)
        {
            Keys.Add(unit);
            _supers.Add(((uint)Bodies.Length, (uint)_units.Count));
            _bases.Add(position);
        }

        public void Add(uint unit)
        {
            _units.Add((ushort)(unit - Keys[^1]));
            _offsets.Add((ushort)((uint)Bodies.Length - _supers[^1].Body));
        }

        public void WriteIndex(bool hasBases, ByteWriter output)
        {
            Keys.ForEach(output.WriteUInt32);
            foreach ((uint body, uint block) in _supers.Append(((uint)Bodies.Length, (uint)_units.Count)))
            {
                output.WriteUInt32(body);
                output.WriteUInt32(block);
            }

            if (hasBases)
            {
                _bases.ForEach(output.WriteUInt32);
            }

            _units.ForEach(output.WriteUInt16);
            _offsets.ForEach(output.WriteUInt16);
        }
    }
}
