using System.Text;
using Outreach.Bulk.Csv;

namespace Outreach.Bulk.Jobs.Files;

/// <summary>
/// Finds where lines start in the bytes of a file that is converted, which keeps its line breaks where they are. From there it can be
/// converted by itself, if its encoding has no state.
/// </summary>
internal sealed class SourceLines(Encoding encoding, IEnumerable<long> lines)
{
    private readonly Queue<long> _wanted = new(lines);
    private readonly (int Width, bool IsBigEndian)? _units = UnitsOf(encoding);
    private bool _isAfterReturn;
    private long _line = 1;
    private long _at;

    /// <summary>Where the lines start that were wanted and passed, in bytes.</summary>
    public List<long> Offsets { get; } = [];

    /// <summary>Finds where lines start, and the length of the file.</summary>
    /// <exception cref="CsvException">The file cannot be read, or has an encoding that cannot be cut.</exception>
    public static async Task<(long[] Offsets, long Length)> FindAsync(
        CsvFile file, IEnumerable<long> lines, CancellationToken cancellationToken)
    {
        const int PieceSize = 1 << 18;
        SourceLines found = new(file.Dialect.Encoding ?? Encoding.UTF8, lines);
        CsvContent content = await file.OpenAsItIsAsync(cancellationToken).ConfigureAwait(false);
        await using (content.ConfigureAwait(false))
        {
            byte[] piece = new byte[PieceSize];
            content.Rewind();
            int length;
            while ((length = await content.FillAsync(piece, file.Name, cancellationToken).ConfigureAwait(false)) > 0)
                found.Push(piece.AsSpan(0, length));

            piece.AsSpan().Clear();
            return ([.. found.Offsets], content.Length);
        }
    }

    /// <exception cref="CsvException">The encoding may have a state, or other line breaks than those of ASCII.</exception>
    public static void ThrowIfNotCuttable(CsvFile file)
    {
        if (!file.Dialect.IsPlain && file.Dialect.Encoding is { } encoding && UnitsOf(encoding) is null)
        {
            throw CsvException.CannotCut(
                file.Name,
                $"Its encoding is {encoding.WebName}, which cannot be read from the middle of a file on. Save the file as CSV UTF-8.");
        }
    }

    private static (int Width, bool IsBigEndian)? UnitsOf(Encoding encoding) => encoding.CodePage switch
    {
        65001 => (1, false),
        1200 => (2, false),
        1201 => (2, true),
        12000 => (4, false),
        12001 => (4, true),
        _ => encoding.IsSingleByte && encoding.GetBytes("\r\n") is [(byte)'\r', (byte)'\n'] ? (1, false) : null,
    };

    // Pieces hold whole units, but for the last one.
    private void Push(ReadOnlySpan<byte> piece)
    {
        (int width, bool isBigEndian) = _units!.Value;
        for (int at = 0; at + width <= piece.Length && _wanted.Count > 0; at += width)
        {
            if (width == 1 && !_isAfterReturn)
            {
                int next = piece[at..].IndexOfAny((byte)'\r', (byte)'\n');
                if (next < 0)
                    break;
                at += next;
            }

            ReadOnlySpan<byte> unit = piece.Slice(at, width);
            byte mark = unit[isBigEndian ? width - 1 : 0];
            bool isBreak = mark is (byte)'\r' or (byte)'\n' && unit.Count((byte)0) == width - 1;
            if (_isAfterReturn && !(isBreak && mark == '\n'))
                Start(_at + at);
            _isAfterReturn = isBreak && mark == '\r';
            if (isBreak && mark == '\n')
                Start(_at + at + width);
        }

        _at += piece.Length;
    }

    private void Start(long offset)
    {
        _line++;
        if (!_wanted.TryPeek(out long wanted) || wanted != _line)
            return;
        _wanted.Dequeue();
        Offsets.Add(offset);
    }
}
