using System.Buffers;
using System.Text;
using System.Text.Unicode;

namespace Outreach.Bulk.Csv;

/// <summary>Finds what no text of a CSV file holds, in text that comes in pieces: bytes that are no UTF-8, NUL, Ctrl-Z and marks.</summary>
internal struct TextCheck
{
    public const int LongestCharacter = 4;
    public const byte Nul = 0;
    public const byte ControlZ = 0x1A;

    private static readonly SearchValues<byte> s_plain = SearchValues.Create(
        [.. Enumerable.Range(1, 0x7F).Select(value => (byte)value).Where(value => value != ControlZ)]);

    // The start of a sequence whose rest has not come yet.
    private uint _open;

    public int OpenLength { get; private set; }

    public static ReadOnlySpan<byte> Mark => "\uFEFF"u8;

    /// <summary>Completes the character that the last piece left open.</summary>
    /// <param name="piece">What follows it.</param>
    /// <param name="character">Gets the character, or what there is of it where it is broken.</param>
    /// <returns>How many bytes of the piece belong to it, its length (0 while it is open), and whether it is sound.</returns>
    public (int Taken, int Length, bool IsSound) Complete(ReadOnlySpan<byte> piece, Span<byte> character)
    {
        for (int taken = 0; taken < piece.Length; taken++)
        {
            int length = CopyOpen(character);
            character[length] = piece[taken];
            switch (Rune.DecodeFromUtf8(character[..(length + 1)], out _, out _))
            {
                case OperationStatus.Done:
                    OpenLength = 0;
                    return (taken + 1, length + 1, !character[..(length + 1)].SequenceEqual(Mark));
                case OperationStatus.NeedMoreData:
                    Open(character[..(length + 1)]);
                    break;
                default:
                    OpenLength = 0;
                    return (taken, length, false);
            }
        }

        return (piece.Length, 0, true);
    }

    /// <summary>Copies the character that is open.</summary>
    /// <returns>Its length.</returns>
    public readonly int CopyOpen(Span<byte> character)
    {
        for (int i = 0; i < OpenLength; i++)
            character[i] = (byte)(_open >> (8 * i));
        return OpenLength;
    }

    /// <summary>Finds the first fault; what the end leaves open is remembered and is not a fault.</summary>
    /// <param name="piece">The piece.</param>
    /// <param name="isSuspect">Whether another one is likely, so that it is not looked through at once.</param>
    /// <returns>Its place, or -1, and how many bytes it has.</returns>
    public (int At, int Length) FindFault(ReadOnlySpan<byte> piece, bool isSuspect)
    {
        int whole = piece.Length - OpenAtEnd(piece);
        if (isSuspect || !IsSound(piece[..whole]))
        {
            for (int at = 0; at < whole;)
            {
                int plain = piece[at..whole].IndexOfAnyExcept(s_plain);
                if (plain < 0)
                    break;
                at += plain;
                if (piece[at] is Nul or ControlZ)
                    return (at, RunLength(piece[at..whole]));
                if (Rune.DecodeFromUtf8(piece[at..whole], out Rune character, out int length) != OperationStatus.Done
                    || character.Value == '\uFEFF')
                {
                    return (at, length);
                }

                at += length;
            }
        }

        Open(piece[whole..]);
        return (-1, 0);
    }

    private static bool IsSound(ReadOnlySpan<byte> piece) =>
        Utf8.IsValid(piece) && piece.IndexOfAny(Nul, ControlZ) < 0 && piece.IndexOf(Mark) < 0;

    private static int RunLength(ReadOnlySpan<byte> piece)
    {
        int length = piece.IndexOfAnyExcept(piece[0]);
        return length < 0 ? piece.Length : length;
    }

    private static int OpenAtEnd(ReadOnlySpan<byte> piece)
    {
        for (int back = 1; back < LongestCharacter && back <= piece.Length; back++)
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
}
