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
        CsvScanner scanner = content.CreateScanner(CsvLimits.None);
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
        CsvProblem[] problems = [.. scanner.Problems.Where(IsOfHeader)];
        if (scanner.Header is not null && problems.Length == 0 && !content.Problems.Any(IsOfHeader))
            return scanner.Header;
        throw await content
            .FaultyAsync(name, scanner.Header is null ? scanner.Problems : problems, cancellationToken)
            .ConfigureAwait(false);

        bool IsOfHeader(CsvProblem problem) =>
            problem.Kind is CsvProblemKind.UnusableHeader or CsvProblemKind.NoRecords || problem.Offset < scanner.HeaderEnd;
    }

    /// <summary>Reads a file record by record; the header comes first.</summary>
    /// <exception cref="CsvException">The file cannot be read, or is not sound.</exception>
    public static async Task<CsvForm> ReadRecordsAsync(
        CsvContent content, string name, CsvRecordTaker take, CancellationToken cancellationToken)
    {
        CsvScanner scanner = content.CreateScanner(new(long.MaxValue, LongestCell));
        CsvRecordSplitter splitter = new(take, content.Lines);
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
                if (scanner.ProblemCount + content.Problems.Count > 0)
                    throw await content.FaultyAsync(name, scanner.Problems, cancellationToken).ConfigureAwait(false);
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
}
