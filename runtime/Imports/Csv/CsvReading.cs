using System.Buffers;

namespace Outreach.Bulk;

/// <summary>Reads as much of a file as its header takes.</summary>
internal static class CsvReading
{
    private const int PieceSize = 1 << 14;

    public static async Task<IReadOnlyList<string>> ReadHeaderAsync(CsvContent content, string name, CancellationToken cancellationToken)
    {
        CsvScanner scanner = new(CsvLimits.None);
        byte[] piece = ArrayPool<byte>.Shared.Rent(PieceSize);
        try
        {
            content.Rewind();
            while (scanner.Header is null && !scanner.IsStopped)
            {
                int length = await content.FillAsync(piece, name, cancellationToken).ConfigureAwait(false);
                scanner.Push(piece.AsSpan(0, length));
                if (length > 0)
                    continue;
                scanner.Complete();
                break;
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(piece, clearArray: true);
        }

        // What the first piece holds behind the header is looked at again, with everything else, when it is uploaded.
        if (scanner.Problems.Any(problem => scanner.Header is null || problem.Kind is CsvProblemKind.UnusableHeader or CsvProblemKind.NoRecords))
            throw CsvFileException.Faulty(name, scanner.Problems);
        return scanner.Header!;
    }
}
