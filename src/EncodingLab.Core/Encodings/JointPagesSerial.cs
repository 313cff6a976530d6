using EncodingLab.Encodings.Primitives;
using EncodingLab.Tables;

namespace EncodingLab.Encodings;

/// <summary>Lookups in a <see cref="JointPages"/> structure that need a look at every key of a page, or at a rare page.</summary>
internal static class JointPagesSerial
{
    /// <summary>The map's answer in a page.</summary>
    /// <param name="bytes">The whole structure.</param>
    /// <param name="page">The page, counted from the first.</param>
    /// <param name="local">Units from the page's start.</param>
    /// <param name="value">The answer.</param>
    /// <param name="probe">Told of every byte of the page.</param>
    public static bool TryFindPosition<TProbe>(ReadOnlySpan<byte> bytes, uint page, uint local, out uint value, ref TProbe probe)
        where TProbe : struct, IProbe, allows ref struct
    {
        value = 0;
        if (!TryOpen(bytes, page, out JointPagesLayout layout, out ReadOnlySpan<byte> body, out uint position, ref probe))
        {
            return false;
        }

        if (body.Length < 2)
        {
            value = body.IsEmpty ? position : TableKind.None;
            return true;
        }

        if ((body[0] & JointPagesLayout.Rare) != 0)
        {
            bool found = JointRarePage.TryOpen(bytes, body, layout, out JointRarePage rare);
            value = found ? rare.Find(bytes, Unit(layout, page, local), ref probe) : 0;
            return found;
        }

        Span<uint> locals = stackalloc uint[PagePcs.MaxEntries];
        Span<uint> values = stackalloc uint[PagePcs.MaxEntries];
        Span<uint> traps = stackalloc uint[PagePcs.MaxEntries];
        var keys = new JointPage(body, layout);
        if (!keys.TryRead(position, Codes(bytes), locals, values, traps))
        {
            return false;
        }

        probe.Decoded(keys.Keys);
        value = keys.CarriesPosition ? position : TableKind.None;
        for (int i = 0; i < keys.Keys && locals[i] <= local; i++)
        {
            value = values[i];
        }

        return true;
    }

    /// <summary>The trap at exactly a unit of a page.</summary>
    /// <inheritdoc cref="TryFindPosition{TProbe}"/>
    public static bool TryFindTrap<TProbe>(ReadOnlySpan<byte> bytes, uint page, uint local, out uint value, ref TProbe probe)
        where TProbe : struct, IProbe, allows ref struct
    {
        value = 0;
        if (!TryOpen(bytes, page, out JointPagesLayout layout, out ReadOnlySpan<byte> body, out uint position, ref probe) || body.Length < 2)
        {
            return false;
        }

        if ((body[0] & JointPagesLayout.Rare) != 0)
        {
            return JointRarePage.TryOpen(bytes, body, layout, out JointRarePage rare) && rare.TryFindTrap(bytes, Unit(layout, page, local), out value, ref probe);
        }

        Span<uint> locals = stackalloc uint[PagePcs.MaxEntries];
        Span<uint> values = stackalloc uint[PagePcs.MaxEntries];
        Span<uint> traps = stackalloc uint[PagePcs.MaxEntries];
        var keys = new JointPage(body, layout);
        if (!keys.TryRead(position, Codes(bytes), locals, values, traps))
        {
            return false;
        }

        probe.Decoded(keys.Keys);
        int key = locals[..keys.Keys].IndexOf(local);
        bool isTrap = key >= 0 && traps[key] != JointPage.NoTrap;
        value = isTrap ? traps[key] : 0;
        return isTrap;
    }

    /// <summary>The header's codes that are not the usual one.</summary>
    public static ReadOnlySpan<byte> Codes(ReadOnlySpan<byte> bytes) => bytes.Slice(JointPagesLayout.CodesAt, JointPagesLayout.MaxCodes);

    private static uint Unit(in JointPagesLayout layout, uint page, uint local) =>
        (uint)Math.Min(((page + (ulong)layout.FirstPage) * layout.Plan.Units) + local, uint.MaxValue);

    /// <summary>The reader keeps what it needs of the header; these rare paths read it again.</summary>
    private static bool TryOpen<TProbe>(ReadOnlySpan<byte> bytes, uint page, out JointPagesLayout layout, out ReadOnlySpan<byte> body, out uint position, ref TProbe probe)
        where TProbe : struct, IProbe, allows ref struct
    {
        body = default;
        position = 0;
        if (!JointPagesLayout.TryRead(bytes, out layout) || page >= layout.Pages)
        {
            return false;
        }

        probe.Read(0, JointPagesLayout.HeaderBytes);
        probe.Read(JointPagesLayout.HeaderBytes + (int)(page * layout.RecordBytes), 2 * layout.RecordBytes);
        long at = layout.Page(bytes, page, out long end, out position);
        if (at > end || end > bytes.Length)
        {
            return false;
        }

        body = bytes[(int)at..(int)end];
        probe.Read((int)at, body.Length);
        return true;
    }
}
