namespace EncodingLab.Encodings.Primitives;

/// <summary>Variable-length integers of 7 bits a byte, least significant first, as in DWARF.</summary>
/// <remarks>Up to 64 bits are accepted, over-long forms too, as wasmtime v47.0.2 crates/environ/src/bytes.rs does; longer ones are malformed.</remarks>
public static class Leb128
{
    /// <summary>Reads an unsigned value and moves past it.</summary>
    /// <returns>False, with the position anywhere in range, where the bytes end first or the value exceeds 64 bits.</returns>
    public static bool TryReadUnsigned(ReadOnlySpan<byte> bytes, ref int position, out ulong value)
    {
        value = 0;
        for (int shift = 0; shift < 70; shift += 7)
        {
            if ((uint)position >= (uint)bytes.Length)
            {
                return false;
            }

            uint piece = bytes[position++];
            if (shift == 63 && piece > 1)
            {
                return false;
            }

            value |= (ulong)(piece & 0x7f) << shift;
            if (piece < 0x80)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Reads a signed value and moves past it.</summary>
    /// <inheritdoc cref="TryReadUnsigned"/>
    public static bool TryReadSigned(ReadOnlySpan<byte> bytes, ref int position, out long value)
    {
        value = 0;
        for (int shift = 0; shift < 70; shift += 7)
        {
            if ((uint)position >= (uint)bytes.Length)
            {
                return false;
            }

            uint piece = bytes[position++];
            if (shift == 63 && piece is not (0 or 0x7f))
            {
                return false;
            }

            value |= (long)(piece & 0x7f) << shift;
            if (piece < 0x80)
            {
                if (shift < 63 && (piece & 0x40) != 0)
                {
                    value |= -1L << (shift + 7);
                }

                return true;
            }
        }

        return false;
    }
}
