namespace EncodingLab.Encodings.Primitives;

/// <summary>Numbers for 64-bit keys, by open addressing: training asks it several times an entry.</summary>
internal sealed class HashIndex(int capacity)
{
    private ulong[] _keys = new ulong[capacity];
    private int[] _values = Filled(capacity);
    private int _count;

    /// <summary>The number of a key, or -1.</summary>
    public int Find(ulong key)
    {
        int slot = Slot(key, _keys.Length);
        while (_values[slot] >= 0 && _keys[slot] != key)
        {
            slot = (slot + 1) & (_keys.Length - 1);
        }

        return _values[slot];
    }

    /// <summary>The number of a key; a new key gets the one given.</summary>
    public int GetOrAdd(ulong key, int fresh)
    {
        int slot = Slot(key, _keys.Length);
        while (_values[slot] >= 0 && _keys[slot] != key)
        {
            slot = (slot + 1) & (_keys.Length - 1);
        }

        if (_values[slot] < 0)
        {
            _keys[slot] = key;
            _values[slot] = fresh;
            if (++_count * 2 > _keys.Length)
            {
                Grow();
            }

            return fresh;
        }

        return _values[slot];
    }

    /// <summary>Forgets all keys and keeps the room.</summary>
    public void Clear()
    {
        Array.Fill(_values, -1);
        _count = 0;
    }

    private static int Slot(ulong key, int length) => (int)((key * 0x9E3779B97F4A7C15) >> 40) & (length - 1);

    private static int[] Filled(int capacity)
    {
        var values = new int[capacity];
        Array.Fill(values, -1);
        return values;
    }

    private void Grow()
    {
        (ulong[] keys, int[] values) = (_keys, _values);
        _keys = new ulong[keys.Length * 2];
        _values = Filled(_keys.Length);
        for (int i = 0; i < keys.Length; i++)
        {
            if (values[i] >= 0)
            {
                int slot = Slot(keys[i], _keys.Length);
                while (_values[slot] >= 0)
                {
                    slot = (slot + 1) & (_keys.Length - 1);
                }

                _keys[slot] = keys[i];
                _values[slot] = values[i];
            }
        }
    }
}
