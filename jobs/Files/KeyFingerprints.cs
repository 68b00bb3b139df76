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
    private const int BlockLength = 1 << 10;
    private const string Name = "keys of the file";

    // Memory is taken in pieces that the collector leaves where they are.
    private const int BlocksOfASlab = 1 << 6;

    private readonly Block[] _open = new Block[Partitions];
    private readonly List<Block>[] _kept = Lists<Block>();
    private readonly List<long>[] _written = Lists<long>();
    private Block _slab;
    private int _blocksLeft = Math.Max(0, (mostInMemory / BlockLength) - Partitions);
    private FileStream? _spool;
    private long _spoolLength;

    /// <summary>Whether keys went to the disk.</summary>
    public bool IsOnDisk => _spool is not null;

    /// <exception cref="CsvException">The temporary file cannot be written.</exception>
    public void Add(ulong fingerprint, long offset)
    {
        int partition = (int)(fingerprint >> (64 - PartitionBits));
        ref Block open = ref _open[partition];
        if (open.Filled == open.Room)
            MakeRoom(partition, ref open);
        open.Slab[open.Start + open.Filled++] = new(fingerprint, offset);
    }

    /// <summary>Finds fingerprints that came up again; those with the earliest repetitions where they are too many.</summary>
    /// <param name="after">Only those whose first repetition is behind this place.</param>
    /// <param name="most">How many at most.</param>
    /// <returns>The fingerprints, and where there are more the place of the last one's first repetition.</returns>
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

    private static List<T>[] Lists<T>() => [.. Enumerable.Range(0, Partitions).Select(_ => new List<T>())];

    // None has room before the first key comes.
    private void MakeRoom(int partition, ref Block open)
    {
        if (open.Room > 0 && _blocksLeft == 0)
        {
            Write(partition, open.Entries);
            open.Filled = 0;
            return;
        }

        if (open.Room > 0)
        {
            _blocksLeft--;
            _kept[partition].Add(open);
        }

        if (_slab.Start == _slab.Room)
            _slab = new() { Slab = GC.AllocateUninitializedArray<Entry>(BlockLength * BlocksOfASlab), Room = BlockLength * BlocksOfASlab };
        open = new() { Slab = _slab.Slab, Start = _slab.Start, Room = BlockLength };
        _slab.Start += BlockLength;
    }

    private void Write(int partition, ReadOnlySpan<Entry> block)
    {
        try
        {
            _spool ??= SpoolFile.Create();
            RandomAccess.Write(_spool.SafeFileHandle, MemoryMarshal.AsBytes(block), _spoolLength);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw CsvException.CannotSpool(exception, Name);
        }

        _written[partition].Add(_spoolLength);
        _spoolLength += MemoryMarshal.AsBytes(block).Length;
    }

    // In the order in which they were added.
    private int Load(int partition, ref Entry[] entries)
    {
        Block open = _open[partition];
        int count = ((_kept[partition].Count + _written[partition].Count) * BlockLength) + open.Filled;
        if (entries.Length < count)
            entries = GC.AllocateUninitializedArray<Entry>(count + (count / 4));
        Span<Entry> rest = entries;
        foreach (Block block in _kept[partition])
        {
            block.Entries.CopyTo(rest);
            rest = rest[BlockLength..];
        }

        foreach (long place in _written[partition])
        {
            Read(place, MemoryMarshal.AsBytes(rest[..BlockLength]));
            rest = rest[BlockLength..];
        }

        open.Entries.CopyTo(rest);
        return count;
    }

    private void Read(long place, Span<byte> bytes)
    {
        try
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
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw CsvException.CannotSpool(exception, Name);
        }
    }

    private readonly record struct Entry(ulong Fingerprint, long Offset);

    /// <summary>A piece of a slab, filled from its start on.</summary>
    private struct Block
    {
        public Entry[] Slab;
        public int Start;
        public int Room;
        public int Filled;

        public readonly ReadOnlySpan<Entry> Entries => Slab.AsSpan(Start, Filled);
    }
}
