using System.Collections.Concurrent;
using Outreach.Bulk.Csv;

namespace Outreach.Bulk.Jobs.Files;

/// <summary>
/// Reads a file in pieces and takes each through stages. A stage gets the pieces in the order of the file, while the other stages work on
/// the pieces before and behind, so that all cores are busy.
/// </summary>
/// <param name="stages">
/// What is done with a piece, and whether the stages behind get it, too: what they would make of it may no longer count.
/// </param>
internal sealed class PieceLine(params Func<ReadOnlySpan<byte>, bool>[] stages)
{
    private const int PieceSize = 1 << 20;

    // One for each stage, one to read into, and one for whoever is ahead.
    private readonly Piece[] _pieces = [.. Enumerable.Range(0, stages.Length + 2).Select(_ => new Piece())];
    private readonly BlockingCollection<Piece>[] _queues = [.. stages.Select(_ => new BlockingCollection<Piece>())];

    /// <summary>Takes the file through, from its start. A line does it once.</summary>
    /// <param name="content">The file.</param>
    /// <param name="name">Its name, for messages.</param>
    /// <param name="isEnough">Whether more pieces would change nothing.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="CsvException">The file is shorter by now, or cannot be read.</exception>
    public async Task RunAsync(CsvContent content, string name, Func<bool> isEnough, CancellationToken cancellationToken)
    {
        content.Rewind();
        try
        {
            Piece first = _pieces[0];
            first.Length = await content.FillAsync(first.Bytes, name, cancellationToken).ConfigureAwait(false);
            if (first.Length == PieceSize)
                await RunAsync(first, content, name, isEnough, cancellationToken).ConfigureAwait(false);
            else
                Run(first);
        }
        finally
        {
            foreach (Piece piece in _pieces)
                piece.Clear();
        }
    }

    // All of a small file: it is done before threads would have started.
    private void Run(Piece only)
    {
        bool goesOn = only.Length > 0;
        for (int stage = 0; goesOn && stage < stages.Length; stage++)
            goesOn = stages[stage](only.Bytes.AsSpan(0, only.Length));
    }

    private async Task RunAsync(
        Piece first, CsvContent content, string name, Func<bool> isEnough, CancellationToken cancellationToken)
    {
        using CancellationTokenSource broken = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using SemaphoreSlim free = new(_pieces.Length - 1);

        // Threads of their own: a piece takes less than it may take the pool to wake another of its threads.
        Task[] work =
        [
            .. stages.Select((_, at) => Task.Factory.StartNew(
                () => Work(at, free, broken), broken.Token, TaskCreationOptions.LongRunning, TaskScheduler.Default)),
        ];
        try
        {
            // A broken stage ends the reading as well, and is what there is to report.
            await Task.WhenAll([ReadAsync(first, content, name, isEnough, free, broken.Token), .. work]).ConfigureAwait(false);
        }
        finally
        {
            foreach (BlockingCollection<Piece> queue in _queues)
                queue.Dispose();
        }
    }

    private async Task ReadAsync(
        Piece first, CsvContent content, string name, Func<bool> isEnough, SemaphoreSlim free, CancellationToken cancellationToken)
    {
        try
        {
            _queues[0].Add(first, cancellationToken);
            for (int at = 1; !isEnough(); at = (at + 1) % _pieces.Length)
            {
                await free.WaitAsync(cancellationToken).ConfigureAwait(false);
                Piece piece = _pieces[at];
                piece.Length = await content.FillAsync(piece.Bytes, name, cancellationToken).ConfigureAwait(false);
                if (piece.Length == 0)
                    break;
                _queues[0].Add(piece, cancellationToken);
            }
        }
        finally
        {
            _queues[0].CompleteAdding();
        }
    }

    private void Work(int stage, SemaphoreSlim free, CancellationTokenSource broken)
    {
        BlockingCollection<Piece>? next = stage + 1 < stages.Length ? _queues[stage + 1] : null;
        try
        {
            foreach (Piece piece in _queues[stage].GetConsumingEnumerable(broken.Token))
            {
                if (piece.Length > 0 && !stages[stage](piece.Bytes.AsSpan(0, piece.Length)))
                    piece.Length = 0;
                next?.Add(piece);
                if (next is null)
                    free.Release();
            }
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            broken.Cancel();
            throw;
        }
        finally
        {
            next?.CompleteAdding();
        }
    }

    private sealed class Piece
    {
        private byte[]? _bytes;

        // A small file does not need them all.
        public byte[] Bytes => _bytes ??= new byte[PieceSize];

        public int Length { get; set; }

        public void Clear() => _bytes.AsSpan().Clear();
    }
}
