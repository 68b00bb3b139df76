using System.Runtime.CompilerServices;
using System.Text.Json;

namespace Outreach.Bulk;

/// <summary>
/// A journal in a file: one JSON object a line, only ever added to, each written through to the disk before the call goes
/// on. A last line that was torn by a crash is skipped. Safe to use from several threads; one process writes at a time.
/// </summary>
/// <remarks>
/// Entries that are written at the same time share one flush. The file grows with each operation by about half a kilobyte;
/// delete it when <see cref="OutreachBulkConnection.RecoverAsync"/> finds nothing.
/// </remarks>
public sealed class FileOperationJournal : IOperationJournal, IAsyncDisposable, IDisposable
{
    private const byte NewLine = (byte)'\n';

    private readonly FileStream _file;
    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly Lock _gate = new();
    private MemoryStream _pending = new();
    private TaskCompletionSource _written = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Opens a journal, or begins one.</summary>
    /// <param name="path">The file. Its folder must exist.</param>
    /// <exception cref="IOException">The file cannot be opened, or another process writes to it.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be written.</exception>
    public FileOperationJournal(string path)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        Path = System.IO.Path.GetFullPath(path);
        _file = new(Path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read, bufferSize: 0, FileOptions.Asynchronous);

        // What follows a torn line must not become part of it.
        if (_file.Length > 0)
        {
            _file.Seek(-1, SeekOrigin.End);
            if (_file.ReadByte() != NewLine)
                _pending.WriteByte(NewLine);
        }
    }

    /// <summary>The file's full path.</summary>
    public string Path { get; }

    /// <inheritdoc/>
    public async ValueTask WriteAsync(JournalEntry entry, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(entry);
        byte[] line = JsonSerializer.SerializeToUtf8Bytes(entry, JournalJsonContext.Default.JournalEntry);
        Task written;
        lock (_gate)
        {
            _pending.Write(line);
            _pending.WriteByte(NewLine);
            written = _written.Task;
        }

        // From here on the entry is written with the others, whether its caller still waits or not.
        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
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
        FileStream file = new(Path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 4_096, FileOptions.Asynchronous);
        using StreamReader reader = new(file);
        while (await reader.ReadLineAsync(cancellationToken).ConfigureAwait(false) is { } line)
        {
            if (Parse(line) is { } entry)
                yield return entry;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _file.Dispose();
        _turn.Dispose();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _file.DisposeAsync().ConfigureAwait(false);
        _turn.Dispose();
    }

    // A line that was torn is no JSON, or is it only by chance and lacks what every entry has.
    private static JournalEntry? Parse(string line)
    {
        try
        {
            return line.Length == 0 ? null : JsonSerializer.Deserialize(line, JournalJsonContext.Default.JournalEntry);
        }
        catch (JsonException)
        {
            return null;
        }
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
            _file.Seek(0, SeekOrigin.End);
            await _file.WriteAsync(pending.GetBuffer().AsMemory(0, (int)pending.Length), CancellationToken.None).ConfigureAwait(false);
            _file.Flush(flushToDisk: true);
            written.SetResult();
        }
        catch (Exception exception)
        {
            written.SetException(exception);
        }
    }
}
