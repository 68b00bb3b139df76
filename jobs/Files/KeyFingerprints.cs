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

    private readonly Memory<Entry>[] _open = new Memory<Entry>[Partitions];
    private readonly int[] _filled = CreateFilled();
    private readonly List<Memory<Entry>>[] _kept = Lists<Memory<Entry>>();
    private readonly List<long>[] _written = Lists<long>();
    private Memory<Entry> _slab;
    private int _blocksLeft = Math.Max(0, (mostInMemory / BlockLength) - Partitions);
    private FileStream? _spool;
    private long _spoolLength;

    /// <summary>Whether keys went to the disk.</summary>
    public bool IsOnDisk => _spool is not null;

    /// <exception cref="CsvException">The temporary file cannot be written.</exception>
    public void Add(ulong fingerprint, long offset)
    {
        int partition = (int)(fingerprint >> (64 - PartitionBits));
        int filled = _filled[partition];
        if (filled == BlockLength)
            filled = MakeRoom(partition);
        _open[partition].Span[filled] = new(fingerprint, offset);
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

    // None has room before the first key comes.
    private static int[] CreateFilled()
    {
        int[] filled = new int[Partitions];
        Array.Fill(filled, BlockLength);
        return filled;
    }

    private static List<T>[] Lists<T>() => [.. Enumerable.Range(0, Partitions).Select(_ => new List<T>())];

    private int MakeRoom(int partition)
    {
        Memory<Entry> full = _open[partition];
        if (full.IsEmpty)
        {
            _open[partition] = NewBlock();
        }
        else if (_blocksLeft > 0)
        {
            _blocksLeft--;
            _kept[partition].Add(full);
            _open[partition] = NewBlock();
        }
        else
        {
            Write(partition, full.Span);
        }

        return 0;
    }

    private Memory<Entry> NewBlock()
    {
        if (_slab.IsEmpty)
            _slab = GC.AllocateUninitializedArray<Entry>(BlockLength * BlocksOfASlab);
        Memory<Entry> block = _slab[..BlockLength];
        _slab = _slab[BlockLength..];
        return block;
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
        int open = _open[partition].IsEmpty ? 0 : _filled[partition];
        int count = ((_kept[partition].Count + _written[partition].Count) * BlockLength) + open;
        if (entries.Length < count)
            entries = GC.AllocateUninitializedArray<Entry>(count + (count / 4));
        Memory<Entry> rest = entries;
        foreach (Memory<Entry> block in _kept[partition])
        {
            block.CopyTo(rest);
            rest = rest[BlockLength..];
        }

        foreach (long place in _written[partition])
        {
            Read(place, MemoryMarshal.AsBytes(rest.Span[..BlockLength]));
            rest = rest[BlockLength..];
        }

        _open[partition][..open].CopyTo(rest);
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
}
