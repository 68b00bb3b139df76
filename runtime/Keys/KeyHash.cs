using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Outreach.Bulk.Keys;

/// <summary>
/// A hash of 128 bits, seeded anew for each file: that two keys of a file share one is less likely than a memory fault, and
/// they take 16 bytes however long they are.
/// </summary>
internal sealed class KeyHash
{
    private readonly ulong[] _seeds = [Seed(), Seed(), Seed(), Seed()];

    public UInt128 Of(ReadOnlySpan<byte> key)
    {
        ulong high = _seeds[0] ^ (ulong)key.Length;
        ulong low = _seeds[1] + (ulong)key.Length;
        while (key.Length >= sizeof(ulong))
        {
            Add(BinaryPrimitives.ReadUInt64LittleEndian(key));
            key = key[sizeof(ulong)..];
        }

        Span<byte> last = stackalloc byte[sizeof(ulong)];
        last.Clear();
        key.CopyTo(last);
        Add(BinaryPrimitives.ReadUInt64LittleEndian(last));
        return new(Mix(high, _seeds[1]), Mix(low, _seeds[0]));

        void Add(ulong word)
        {
            high = Mix(high ^ word, _seeds[2]);
            low = Mix(low ^ word, _seeds[3]);
        }
    }

    private static ulong Mix(ulong left, ulong right)
    {
        ulong high = Math.BigMul(left, right, out ulong low);
        return high ^ low;
    }

    private static ulong Seed() => BinaryPrimitives.ReadUInt64LittleEndian(RandomNumberGenerator.GetBytes(sizeof(ulong))) | 1;
}
