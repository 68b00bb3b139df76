using System.Diagnostics.CodeAnalysis;

namespace Outreach.Bulk;

/// <summary>Asks the user's token source, one caller at a time, and remembers which token was refused.</summary>
[SuppressMessage("Design", "CA1001:Types that own disposable fields should be disposable", Justification = "A semaphore disposed under a waiter never wakes it, and this one holds no handle.")]
internal sealed class TokenSource(Func<AccessTokenContext, CancellationToken, ValueTask<string>> source)
{
    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly Lock _gate = new();
    private string? _last;
    private string? _rejected;

    /// <summary>Gets a token for a request.</summary>
    /// <exception cref="OutreachConnectionException">The source failed.</exception>
    /// <exception cref="OutreachBulkException">What the source gave is no token.</exception>
    public async Task<string> GetAsync(SendAttempt request, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);

        // Elsewhere, and the turn is the source's until it returns: a source that blocks or ignores the token must neither
        // hold its caller nor be asked twice at once.
        Task<string> asking = Task.Run(() => AskAsync(request, cancellationToken), CancellationToken.None);
        _ = asking.ContinueWith(static late => _ = late.Exception, TaskScheduler.Default);
        return await asking.WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Remembers a refused token, unless a newer one has been given out since.</summary>
    public void Reject(string token)
    {
        lock (_gate)
        {
            if (token == _last)
                _rejected = token;
        }
    }

    private async Task<string> AskAsync(SendAttempt request, CancellationToken cancellationToken)
    {
        try
        {
            string token = await source(new(Volatile.Read(ref _rejected)), cancellationToken).ConfigureAwait(false);
            ThrowIfNoToken(token);
            lock (_gate)
            {
                _last = token;
                if (token != _rejected)
                    _rejected = null;
            }

            return token;
        }
        catch (Exception exception) when (exception is not OutreachBulkException && !cancellationToken.IsCancellationRequested)
        {
            throw new OutreachConnectionException(
                $"{request.Summary} was not sent: {nameof(OutreachBulkOptions)}.{nameof(OutreachBulkOptions.AccessToken)} failed with {exception.GetType().Name}.", exception) { Request = request.Summary };
        }
        finally
        {
            _turn.Release();
        }
    }

    private static void ThrowIfNoToken(string? token)
    {
        if (string.IsNullOrWhiteSpace(token))
            throw new OutreachBulkException($"{nameof(OutreachBulkOptions)}.{nameof(OutreachBulkOptions.AccessToken)} returned no token.");
        if (token.AsSpan().ContainsAnyExceptInRange('!', '~'))
            throw new OutreachBulkException($"{nameof(OutreachBulkOptions)}.{nameof(OutreachBulkOptions.AccessToken)} returned a text that is no token: it holds white space, a line break or a character outside ASCII. Trim it.");
    }
}
