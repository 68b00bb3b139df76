using System.Numerics;
using System.Runtime.InteropServices;
using Outreach.Bulk.Csv;

namespace Outreach.Bulk.Jobs.Files;

/// <summary>
/// The fingerprints of a file's keys with the places of their records, in 16 bytes each: spread by fingerprint over partitions, each of
/// which is looked through by itself. What a partition has no room for goes to a temporary file, so memory does not grow with the file.
/// </summary>
/// <param name="mostInMemory">How many keys are kept in memory, about.</param>
internal sealed class KeyFingerprints(int mostInMemory) : IDisposable
{
    private const int PartitionBits = 8;
    private const int Partitions = 1 << PartitionBits;
    private const int LeastRoom = 64;

    private readonly int _room = Math.Max(LeastRoom, mostInMemory / Partitions);
    private readonly Entry[][] _open = CreateOpen();
    private readonly int[] _filled = new int[Partitions];
    private readonly List<long>?[] _written = new List<long>?[Partitions];
    private FileStream? _spool;
    private long _spoolLength;

    /// <summary>Whether keys went to the disk.</summary>
    public bool IsOnDisk => _spool is not null;

    /// <exception cref="CsvException">The temporary file cannot be written.</exception>
    public void Add(ulong fingerprint, long offset)
    {
        int partition = (int)(fingerprint >> (64 - PartitionBits));
        int filled = _filled[partition];
        if (filled == _open[partition].Length)
            filled = MakeRoom(partition);
        _open[partition][filled] = new(fingerprint, offset);
        _filled[partition] = filled + 1;
    }

    /// <summary>Finds fingerprints that came up again; those with the earliest repetitions where they are too many.</summary>
    /// <param name="after">Only those whose first repetition is behind this place.</param>
    /// <param name="most">How many at most.</param>
    /// <returns>The fingerprints, and the place of the last one's first repetition where there are more; null where there are none.</returns>
    /// <exception cref="CsvException">The temporary file cannot be read.</exception>
    public (HashSet<ulong> Fingerprints, long? More) FindRepeated(long after, int most)
    {
        // The latest is in front, to be pushed out by an earlier one.
        PriorityQueue<Entry, long> found = new();
        bool hasMore = false;
        Entry[] entries = [];
        int[] table = [];
        for (int partition = 0; partition < Partitions; partition++)
        {
            int count = Load(partition, ref entries);
            int size = (int)BitOperations.RoundUpToPowerOf2((uint)count * 2);
            if (table.Length < size)
                table = new int[size];
            table.AsSpan(0, size).Clear();
            for (int at = 0; at < count; at++)
            {
                if (IsFirstRepetition(entries, table.AsSpan(0, size), at) && entries[at].Offset > after)
                    found.Enqueue(entries[at], -entries[at].Offset);
                if (found.Count <= most)
                    continue;
                found.Dequeue();
                hasMore = true;
            }
        }

        long? last = hasMore ? found.Peek().Offset : null;
        return ([.. found.UnorderedItems.Select(item => item.Element.Fingerprint)], last);
    }

    public void Dispose() => _spool?.Dispose();

    // In the table are places from 1. One that was seen twice is negative.
    private static bool IsFirstRepetition(Entry[] entries, Span<int> table, int at)
    {
        ulong fingerprint = entries[at].Fingerprint;
        int mask = table.Length - 1;
        for (int slot = (int)fingerprint & mask; ; slot = (slot + 1) & mask)
        {
            int other = table[slot];
            if (other == 0)
            {
                table[slot] = at + 1;
                return false;
            }

            if (entries[Math.Abs(other) - 1].Fingerprint != fingerprint)
                continue;
            table[slot] = -Math.Abs(other);
            return other > 0;
        }
    }

    private static Entry[][] CreateOpen()
    {
        Entry[][] open = new Entry[Partitions][];
        Array.Fill(open, []);
        return open;
    }

    private int MakeRoom(int partition)
    {
        int filled = _filled[partition];
        if (filled < _room)
        {
            Array.Resize(ref _open[partition], Math.Min(_room, Math.Max(LeastRoom, 2 * filled)));
            return filled;
        }

        OrCannotSpool(() =>
        {
            _spool ??= SpoolFile.Create();
            RandomAccess.Write(_spool.SafeFileHandle, MemoryMarshal.AsBytes<Entry>(_open[partition]), _spoolLength);
        });
        (_written[partition] ??= []).Add(_spoolLength);
        _spoolLength += MemoryMarshal.AsBytes<Entry>(_open[partition]).Length;
        return 0;
    }

    // In the order in which they were added.
    private int Load(int partition, ref Entry[] entries)
    {
        int count = ((_written[partition]?.Count ?? 0) * _room) + _filled[partition];
        if (entries.Length < count)
            entries = new Entry[count + (count / 4)];
        int loaded = 0;
        foreach (long place in _written[partition] ?? [])
        {
            Memory<Entry> room = entries.AsMemory(loaded, _room);
            OrCannotSpool(() => Read(place, MemoryMarshal.AsBytes(room.Span)));
            loaded += _room;
        }

        _open[partition].AsSpan(0, _filled[partition]).CopyTo(entries.AsSpan(loaded));
        return count;
    }

    private void Read(long place, Span<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            int length = RandomAccess.Read(_spool!.SafeFileHandle, bytes, place);
            if (length == 0)
                throw new EndOfStreamException();
            bytes = bytes[length..];
            place += length;
        }
    }

    private static void OrCannotSpool(Action use)
    {
        try
        {
            use();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw CsvException.CannotSpool(exception, "keys of the file");
        }
    }

    private readonly record struct Entry(ulong Fingerprint, long Offset);
}
