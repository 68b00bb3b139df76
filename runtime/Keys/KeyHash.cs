using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Outreach.Bulk.Csv;

namespace Outreach.Bulk.Keys;

/// <summary>
/// A hash of 128 bits, seeded anew for each file: that two keys of a file share one is less likely than a memory fault, and
/// they take 16 bytes however long they are.
/// </summary>
internal sealed class KeyHash
{
    private readonly ulong _first = Seed();
    private readonly ulong _second = Seed();
    private readonly ulong _third = Seed();
    private readonly ulong _fourth = Seed();

    /// <summary>Half of a key's hash, another one for each column. Keys that share one may differ.</summary>
    public static ulong Fingerprint(UInt128 key, CheckedColumn column) => (ulong)key + (ulong)column.Place;

    /// <summary>The hash of a record's key, as it is compared; null for none.</summary>
    public UInt128? Of(ReadOnlySpan<byte> record, CheckedColumn column)
    {
        ReadOnlySpan<byte> raw = CsvRecord.Raw(record, column.Place);
        if (raw is [(byte)'"', .. var inner, (byte)'"'] && !inner.Contains((byte)'"'))
            raw = inner;
        if (raw.IsEmpty)
            return null;

        // Most keys are as they are compared, and need not be decoded.
        if (column.IsNumber ? KeyText.IsPlainNumber(raw) : column.Ignored == KeyDifferences.None && IsPlain(raw))
            return Of(raw);
        string text = KeyText.Without(column.Ignored, KeyText.Normalize(CsvRecord.Text(record, column.Place), column.IsNumber));
        return text.Length > 0 ? Of(Encoding.UTF8.GetBytes(text)) : null;
    }

    public UInt128 Of(ReadOnlySpan<byte> key)
    {
        ulong all = (ulong)key.Length;
        ulong high = _first;
        ulong low = _second;
        while (key.Length > sizeof(ulong))
        {
            ulong word = BinaryPrimitives.ReadUInt64LittleEndian(key);
            high = Mix(high ^ word, _third);
            low = Mix(low ^ word, _fourth);
            key = key[sizeof(ulong)..];
        }

        // The length comes in when nothing is seen of the bytes any more, which it could undo.
        ulong last = Last(key);
        return new(Mix(Mix(high ^ last, _third) ^ all, _second), Mix(Mix(low ^ last, _fourth) ^ all, _first));
    }

    private static bool IsPlain(ReadOnlySpan<byte> raw) => raw is [> 32 and < 127 and not (byte)'"', ..] and [.., > 32 and < 127];

    // Up to eight bytes: from both ends, where they overlap.
    private static ulong Last(ReadOnlySpan<byte> rest) => rest.Length switch
    {
        >= sizeof(uint) => BinaryPrimitives.ReadUInt32LittleEndian(rest)
            | ((ulong)BinaryPrimitives.ReadUInt32LittleEndian(rest[^sizeof(uint)..]) << 32),
        > 0 => rest[0] | ((ulong)rest[rest.Length / 2] << 8) | ((ulong)rest[^1] << 16),
        _ => 0,
    };

    private static ulong Mix(ulong left, ulong right)
    {
        ulong high = Math.BigMul(left, right, out ulong low);
        return high ^ low;
    }

    private static ulong Seed() => BinaryPrimitives.ReadUInt64LittleEndian(RandomNumberGenerator.GetBytes(sizeof(ulong))) | 1;
}
