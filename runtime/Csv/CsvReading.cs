using System.Buffers;

namespace Outreach.Bulk.Csv;

/// <summary>Reads a file outside an upload: its header, or all of its records.</summary>
internal static class CsvReading
{
    private const int PieceSize = 1 << 14;

    // A record is held whole, and a quote that is never closed must not make it the whole file.
    private const long LongestCell = 1 << 26;

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
        if (scanner.Header is null || scanner.Problems.Any(IsOfHeader))
            throw CsvException.Faulty(name, scanner.Problems);
        return scanner.Header;
    }

    /// <summary>Reads a file record by record; the header comes first.</summary>
    /// <exception cref="CsvException">The file cannot be read, or is not sound.</exception>
    public static async Task<CsvForm> ReadRecordsAsync(
        CsvContent content, string name, CsvRecordTaker take, CancellationToken cancellationToken)
    {
        CsvScanner scanner = new(new(long.MaxValue, LongestCell));
        CsvRecordSplitter splitter = new(take);
        byte[] piece = ArrayPool<byte>.Shared.Rent(PieceSize);
        try
        {
            content.Rewind();
            int length;
            do
            {
                length = await content.FillAsync(piece, name, cancellationToken).ConfigureAwait(false);
                scanner.Push(piece.AsSpan(0, length));
                if (length == 0)
                    scanner.Complete();
                if (scanner.Problems.Count > 0)
                    throw CsvException.Faulty(name, scanner.Problems);
                splitter.Push(piece.AsSpan(0, length));
            }
            while (length > 0);
            splitter.Complete();
            return new(splitter.HasByteOrderMark, scanner.NewLine);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(piece, clearArray: true);
        }
    }

    private static bool IsOfHeader(CsvProblem problem) => problem.Kind is CsvProblemKind.UnusableHeader or CsvProblemKind.NoRecords;
}
