using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Outreach.Bulk.Csv;

/// <summary>
/// Counts records that have nothing wrong with them, 64 bytes at a time: nearly all of nearly every file. Where a record is
/// not clean, or does not end in the piece, it stops before that record and leaves it to the <see cref="CsvScanner"/>, which
/// knows what to say.
/// </summary>
internal ref struct CleanRecords(ReadOnlySpan<byte> firstName, int width, bool endWithPair, long mostRecords, long mostCellBytes)
{
    private const int BlockLength = 64;

    // A record that starts with it may be the header again.
    private readonly ReadOnlySpan<byte> _firstName = firstName;

    /// <summary>How many clean records were seen.</summary>
    public long Records { get; private set; }

    /// <summary>How many line breaks were passed with them, quoted ones included.</summary>
    public long Lines { get; private set; }

    /// <summary>Passes clean records from the start of a record on.</summary>
    /// <returns>Where the first record starts that was not passed.</returns>
    public int Pass(ReadOnlySpan<byte> piece, int at)
    {
        ref byte first = ref MemoryMarshal.GetReference(piece);
        int recordStart = at;
        int cellStart = at;
        int cells = 0;
        int lastQuote = -1;
        int lastReturn = -1;
        int lines = 0;
        bool isOpen = false;
        bool isQuoted = false;
        bool hasContent = false;
        for (int block = at; block <= piece.Length - BlockLength; block += BlockLength)
        {
            for (ulong marks = Marks(ref first, block); marks != 0; marks &= marks - 1)
            {
                int mark = block + BitOperations.TrailingZeroCount(marks);
                byte now = piece[mark];
                if (isOpen)
                {
                    if (now == '"')
                        (isOpen, lastQuote) = (false, mark);
                    else if (now == '\r')
                        (lines, lastReturn) = (lines + 1, mark);
                    else if (now == '\n' && lastReturn != mark - 1)
                        lines++;
                    continue;
                }

                if (now == '"')
                {
                    if (mark != cellStart && !(isQuoted && lastQuote == mark - 1))
                        return recordStart;
                    isOpen = true;
                    isQuoted = true;
                    continue;
                }

                // The second half of a pair that ended a record.
                if (mark < cellStart)
                    continue;
                int length = mark - cellStart;
                if (now == ',' && hasContent && cells > 0 && !isQuoted && length <= mostCellBytes)
                {
                    cells++;
                    cellStart = mark + 1;
                    continue;
                }

                if ((isQuoted && lastQuote != mark - 1) || length > mostCellBytes)
                    return recordStart;
                ReadOnlySpan<byte> text = isQuoted ? piece.Slice(cellStart + 1, length - 2) : piece.Slice(cellStart, length);
                hasContent = hasContent || !BlankText.StartsBlank(text);
                if (cells == 0 && text.Length == _firstName.Length && text.SequenceEqual(_firstName))
                    return recordStart;
                isQuoted = false;
                cells++;
                cellStart = mark + 1;
                if (now == ',')
                    continue;

                bool isPair = now == '\r' && mark + 1 < piece.Length && piece[mark + 1] == '\n';
                if (isPair != endWithPair || (now == '\r' && !isPair) || cells != width || !hasContent || Records == mostRecords)
                    return recordStart;
                Records++;
                Lines += lines + 1;
                recordStart = cellStart = mark + (isPair ? 2 : 1);
                (cells, lines, hasContent) = (0, 0, false);
            }
        }

        return recordStart;
    }

    private static ulong Marks(ref byte first, int block)
    {
        uint low = Marks(Vector256.LoadUnsafe(ref first, (nuint)block));
        uint high = Marks(Vector256.LoadUnsafe(ref first, (nuint)block + (nuint)Vector256<byte>.Count));
        return low | ((ulong)high << Vector256<byte>.Count);
    }

    private static uint Marks(Vector256<byte> bytes) =>
        (Vector256.Equals(bytes, Vector256.Create((byte)','))
            | Vector256.Equals(bytes, Vector256.Create((byte)'"'))
            | Vector256.Equals(bytes, Vector256.Create((byte)'\n'))
            | Vector256.Equals(bytes, Vector256.Create((byte)'\r'))).ExtractMostSignificantBits();
}
