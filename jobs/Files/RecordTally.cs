using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Outreach.Bulk.Jobs.Files;

/// <summary>
/// Counts the records of a sound file, 64 bytes at a time: equal parts can be cut in one pass only where it is known before how many
/// records there are. Of a file that is not sound the count says nothing.
/// </summary>
internal sealed class RecordTally
{
    private const int BlockLength = 64;

    private long _feeds;
    private long _returns;

    // All ones within quotes.
    private ulong _quoted;
    private bool _endsWithBreak = true;

    /// <summary>How many records there are below the header.</summary>
    public long Records => (_feeds > 0 ? _feeds : _returns) + (_endsWithBreak ? 0 : 1) - 1;

    public void Push(ReadOnlySpan<byte> piece)
    {
        if (piece.IsEmpty)
            return;
        ref byte first = ref MemoryMarshal.GetReference(piece);
        int at = 0;
        for (; at <= piece.Length - BlockLength; at += BlockLength)
            Take(Marks(ref first, at, (byte)'"'), Marks(ref first, at, (byte)'\n'), Marks(ref first, at, (byte)'\r'));

        ulong quotes = 0, feeds = 0, returns = 0;
        for (int bit = 0; at + bit < piece.Length; bit++)
        {
            byte now = piece[at + bit];
            quotes |= Bit(now == '"', bit);
            feeds |= Bit(now == '\n', bit);
            returns |= Bit(now == '\r', bit);
        }

        Take(quotes, feeds, returns);
        _endsWithBreak = _quoted == 0 && piece[^1] is (byte)'\n' or (byte)'\r';
    }

    private void Take(ulong quotes, ulong feeds, ulong returns)
    {
        // Each bit becomes the parity of those up to it: one from an opening quote up to the closing one.
        ulong quoted = quotes;
        for (int shift = 1; shift < BlockLength; shift <<= 1)
            quoted ^= quoted << shift;
        quoted ^= _quoted;
        _feeds += BitOperations.PopCount(feeds & ~quoted);
        _returns += BitOperations.PopCount(returns & ~quoted);
        _quoted = (ulong)((long)quoted >> (BlockLength - 1));
    }

    private static ulong Bit(bool isSet, int bit) => isSet ? 1UL << bit : 0;

    private static ulong Marks(ref byte first, int at, byte mark)
    {
        Vector256<byte> wanted = Vector256.Create(mark);
        uint low = Vector256.Equals(Vector256.LoadUnsafe(ref first, (nuint)at), wanted).ExtractMostSignificantBits();
        nuint second = (nuint)(at + Vector256<byte>.Count);
        uint high = Vector256.Equals(Vector256.LoadUnsafe(ref first, second), wanted).ExtractMostSignificantBits();
        return low | ((ulong)high << Vector256<byte>.Count);
    }
}
