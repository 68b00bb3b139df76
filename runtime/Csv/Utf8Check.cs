using System.Buffers;
using System.Text;
using System.Text.Unicode;

namespace Outreach.Bulk.Csv;

/// <summary>Finds NUL bytes and bytes that are no UTF-8 in text that comes in pieces.</summary>
internal struct Utf8Check
{
    private const int LongestSequence = 4;

    // The start of a sequence whose rest has not come yet.
    private uint _open;

    public int OpenLength { get; private set; }

    /// <summary>Completes the sequence that the last piece left open.</summary>
    /// <returns>How many bytes of the piece belong to it, and whether it is valid.</returns>
    public (int Taken, bool IsValid) Complete(ReadOnlySpan<byte> piece)
    {
        Span<byte> sequence = stackalloc byte[LongestSequence];
        for (int taken = 0; taken < piece.Length; taken++)
        {
            int length = OpenLength;
            Read(sequence);
            sequence[length] = piece[taken];
            switch (Rune.DecodeFromUtf8(sequence[..(length + 1)], out _, out _))
            {
                case OperationStatus.Done:
                    OpenLength = 0;
                    return (taken + 1, true);
                case OperationStatus.NeedMoreData:
                    Open(sequence[..(length + 1)]);
                    break;
                default:
                    OpenLength = 0;
                    return (taken, false);
            }
        }

        return (piece.Length, true);
    }

    /// <summary>Finds the first fault; what the end leaves open is remembered and is none.</summary>
    /// <returns>Its place, or -1, and how many bytes it has.</returns>
    public (int At, int Length) FindFault(ReadOnlySpan<byte> piece)
    {
        int whole = piece.Length - OpenAtEnd(piece);
        if (Utf8.IsValid(piece[..whole]) && piece.IndexOf((byte)0) < 0)
        {
            Open(piece[whole..]);
            return (-1, 0);
        }

        for (int at = 0; at < whole;)
        {
            int plain = piece[at..whole].IndexOfAnyExceptInRange((byte)1, (byte)0x7F);
            if (plain < 0)
                break;
            at += plain;
            if (piece[at] == 0 || Rune.DecodeFromUtf8(piece[at..whole], out _, out int length) != OperationStatus.Done)
                return (at, piece[at] == 0 ? 1 : Math.Max(1, Broken(piece[at..whole])));
            at += length;
        }

        Open(piece[whole..]);
        return (-1, 0);
    }

    private static int Broken(ReadOnlySpan<byte> rest)
    {
        Rune.DecodeFromUtf8(rest, out _, out int length);
        return length;
    }

    private static int OpenAtEnd(ReadOnlySpan<byte> piece)
    {
        for (int back = 1; back < LongestSequence && back <= piece.Length; back++)
        {
            if ((piece[^back] & 0xC0) != 0x80)
                return Rune.DecodeFromUtf8(piece[^back..], out _, out _) == OperationStatus.NeedMoreData ? back : 0;
        }

        return 0;
    }

    private void Open(ReadOnlySpan<byte> sequence)
    {
        OpenLength = sequence.Length;
        _open = 0;
        for (int i = 0; i < sequence.Length; i++)
            _open |= (uint)sequence[i] << (8 * i);
    }

    private readonly void Read(Span<byte> sequence)
    {
        for (int i = 0; i < OpenLength; i++)
            sequence[i] = (byte)(_open >> (8 * i));
    }
}
