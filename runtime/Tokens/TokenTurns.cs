namespace Outreach.Bulk.Tokens;

/// <summary>
/// One turn at a time at the store, in this process and, by the store's lock, among all. Tokens that there are nowhere else yet keep the
/// lock until they are stored: another process would use up again what they replaced.
/// </summary>
internal sealed class TokenTurns(OutreachTokenOptions options) : IAsyncDisposable
{
    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly StoredTokens _store = new(options);
    private readonly CancellationTokenSource _closing = new();
    private TokenEntry? _current;
    private IAsyncDisposable? _lock;
    private TokenEntry? _unsaved;
    private bool _isDisposed;

    /// <summary>The tokens as they were stored or read last; null before.</summary>
    public TokenEntry? Current => Volatile.Read(ref _current);

    /// <summary>Does something with the entry of the store; null where it has none.</summary>
    public async Task<TokenEntry> RunAsync(Func<TokenEntry?, Task<TokenEntry>> work)
    {
        await _turn.WaitAsync().ConfigureAwait(false);
        try
        {
            ObjectDisposedException.ThrowIf(_isDisposed, typeof(OutreachTokens));
            _lock ??= await _store.LockAsync(_closing.Token).ConfigureAwait(false);
            TokenEntry? stored = _unsaved is { } late
                ? await SaveAsync(late).ConfigureAwait(false)
                : await _store.ReadAsync().ConfigureAwait(false);
            if (stored is not null)
                Volatile.Write(ref _current, stored);
            return await work(stored).ConfigureAwait(false);
        }
        finally
        {
            await LeaveAsync().ConfigureAwait(false);
        }
    }

    /// <summary>Writes an entry down.</summary>
    /// <exception cref="OutreachTokenException">The store did not take it.</exception>
    public async Task<TokenEntry> WriteAsync(TokenEntry entry)
    {
        await _store.WriteAsync(entry).ConfigureAwait(false);
        Volatile.Write(ref _current, entry);
        return entry;
    }

    /// <summary>Stores tokens that there are nowhere else yet. Until that is done nobody uses them, and each turn tries again.</summary>
    /// <exception cref="OutreachTokenException">The store did not take them.</exception>
    public async Task<TokenEntry> SaveAsync(TokenEntry entry)
    {
        _unsaved = entry;
        try
        {
            await WriteAsync(entry).ConfigureAwait(false);
        }
        catch (OutreachTokenException failure)
        {
            throw TokenErrors.Unsaved(failure);
        }

        _unsaved = null;
        return entry;
    }

    /// <summary>Waits for the current turn, without taking the lock.</summary>
    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync().ConfigureAwait(false);
        await _turn.WaitAsync().ConfigureAwait(false);
        try
        {
            if (!_isDisposed && _unsaved is { } late)
                await SaveAsync(late).ConfigureAwait(false);
        }
        finally
        {
            (_isDisposed, _unsaved) = (true, null);
            await LeaveAsync().ConfigureAwait(false);
        }
    }

    private async Task LeaveAsync()
    {
        try
        {
            if (_unsaved is null && _lock is { } held)
            {
                _lock = null;
                await held.DisposeAsync().ConfigureAwait(false);
            }
        }
        finally
        {
            _turn.Release();
        }
    }
}
