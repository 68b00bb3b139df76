using System.Runtime.CompilerServices;
using System.Text.Json;
using Microsoft.Win32.SafeHandles;
using Outreach.Bulk.Journal;

namespace Outreach.Bulk;

/// <summary>
/// A journal in a file: one JSON object a line, only ever added to, each written through to the disk before the call goes
/// on. A last line that was torn by a crash is skipped. Safe to use from several threads; one process has it open at a time.
/// </summary>
/// <remarks>
/// Entries that are written at the same time share one flush. The file grows with each operation by about half a kilobyte. When it is
/// opened and has 1 MiB or more, operations that have ended are left out of it, if that makes it at most half as large; those that are
/// not an hour older than the oldest open one stay. A file that is deleted or replaced while the journal has it fails the next write.
/// </remarks>
public sealed class FileOperationJournal : IOperationJournal, IAsyncDisposable, IDisposable
{
    private readonly SafeFileHandle _file;
    private readonly Action<SafeFileHandle> _flushToDisk;
    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly Lock _gate = new();
    private MemoryStream _pending = new();
    private TaskCompletionSource _written = new(TaskCreationOptions.RunContinuationsAsynchronously);

    // How far the file is known to be on the disk. What is behind that is left of a write that failed.
    private long _length;
    private bool _hasRest;
    private bool _endsTorn;

    /// <summary>Opens a journal, or begins one.</summary>
    /// <param name="path">The file. Its folder must exist.</param>
    /// <exception cref="IOException">The file cannot be opened, or another journal has it open, in this process or another one.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be written.</exception>
    /// <exception cref="InvalidDataException">The file is no journal, or one of a newer version of this library.</exception>
    public FileOperationJournal(string path)
        : this(path, RandomAccess.FlushToDisk)
    {
    }

    internal FileOperationJournal(
        string path, Action<SafeFileHandle> flushToDisk, long leastTrimmed = JournalFile.LeastTrimmed)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        string full = System.IO.Path.GetFullPath(path);
        Path = File.Exists(full) ? File.ResolveLinkTarget(full, returnFinalTarget: true)?.FullName ?? full : full;
        _flushToDisk = flushToDisk;

        _file = JournalFile.Open(Path, leastTrimmed);
        _length = RandomAccess.GetLength(_file);
        Span<byte> last = [JournalFile.NewLine];
        if (_length > 0)
            RandomAccess.Read(_file, last, _length - 1);
        _endsTorn = last[0] != JournalFile.NewLine;
    }

    /// <summary>The file's full path.</summary>
    public string Path { get; }

    /// <inheritdoc/>
    public async ValueTask WriteAsync(JournalEntry entry, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(entry);
        ObjectDisposedException.ThrowIf(_file.IsClosed, this);
        cancellationToken.ThrowIfCancellationRequested();
        byte[] line = JsonSerializer.SerializeToUtf8Bytes(entry, JournalJsonContext.Default.JournalEntry);
        Task written;
        lock (_gate)
        {
            _pending.Write(line);
            _pending.WriteByte(JournalFile.NewLine);
            written = _written.Task;
        }

        // From here on the entry is written with the others, so no caller may get an error that says it was not.
        await _turn.WaitAsync(CancellationToken.None).ConfigureAwait(false);
        try
        {
            if (!written.IsCompleted)
                await FlushAsync().ConfigureAwait(false);
        }
        finally
        {
            _turn.Release();
        }

        await written.ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<JournalEntry> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_file.IsClosed, this);
        await Task.Yield();
        foreach ((_, JournalEntry? entry) in JournalFile.Read(_file, Volatile.Read(ref _length)))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (entry is not null)
                yield return entry;
        }
    }

    /// <summary>Closes the file, after the entries that are being written.</summary>
    public void Dispose()
    {
        _turn.Wait();
        _file.Dispose();
        _turn.Release();
    }

    /// <summary>Closes the file, after the entries that are being written.</summary>
    /// <returns>A task that completes when it is closed.</returns>
    public async ValueTask DisposeAsync()
    {
        await _turn.WaitAsync().ConfigureAwait(false);
        _file.Dispose();
        _turn.Release();
    }

    private async Task FlushAsync()
    {
        MemoryStream pending;
        TaskCompletionSource written;
        lock (_gate)
        {
            (pending, written) = (_pending, _written);
            _pending = new();
            _written = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        try
        {
            if (_hasRest)
                CutOffRest();
            long length = _length;
            _hasRest = true;
            if (_endsTorn)
            {
                // What follows a torn line must not become part of it.
                await RandomAccess.WriteAsync(_file, new byte[] { JournalFile.NewLine }, length++, CancellationToken.None).ConfigureAwait(false);
            }

            // Yields even when the write is done by now: the flush takes its time, and not the caller's thread.
            await RandomAccess.WriteAsync(_file, pending.GetBuffer().AsMemory(0, (int)pending.Length), length, CancellationToken.None)
                .AsTask()
                .ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
            _flushToDisk(_file);
            ThrowIfElsewhere(length + pending.Length);
            Volatile.Write(ref _length, length + pending.Length);
            _hasRest = false;
            _endsTorn = false;
            written.SetResult();
        }
        catch (Exception exception)
        {
            TryCutOffRest();
            written.SetException(exception);
        }
    }

    private void ThrowIfElsewhere(long length)
    {
        FileInfo now = new(Path);
        if (!now.Exists || now.Length != length)
        {
            throw new IOException(
                $"The journal {Path} was deleted, replaced or cut off while it was in use. What is written to it now would be lost: begin a "
                    + "new journal.");
        }
    }

    // The caller that wrote the rest got an error, and the next entry must not follow half of it.
    private void CutOffRest()
    {
        RandomAccess.SetLength(_file, _length);
        _hasRest = false;
    }

    private void TryCutOffRest()
    {
        try
        {
            CutOffRest();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ObjectDisposedException)
        {
            // The next write tries again, and fails if it cannot.
        }
    }
}
