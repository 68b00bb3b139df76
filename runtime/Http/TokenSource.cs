using System.Diagnostics.CodeAnalysis;
using Outreach.Bulk.Primitives;

namespace Outreach.Bulk.Http;

/// <summary>Asks the user's token source, one caller at a time, and remembers which token was refused.</summary>
[SuppressMessage(
    "Design", "CA1001:Types that own disposable fields should be disposable",
    Justification = "A semaphore disposed under a waiter never wakes it, and this one holds no handle.")]
internal sealed class TokenSource(Func<AccessTokenContext, CancellationToken, ValueTask<string>> source)
{
    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly Lock _gate = new();
    private string? _last;
    private string? _rejected;

    /// <summary>Gets a token for a request.</summary>
    /// <exception cref="OutreachConnectionException">The source failed, for good where its error of ours says so.</exception>
    /// <exception cref="OutreachBulkException">What the source gave is no token.</exception>
    public ValueTask<string> GetAsync(SendAttempt request, CancellationToken cancellationToken)
    {
        Task turn = _turn.WaitAsync(cancellationToken);
        ValueTask<string> asking = AskAsync(turn, request, cancellationToken);
        return asking.IsCompleted ? asking : new(GiveUpAsync(asking.AsTask(), cancellationToken));
    }

    // The turn stays the source's until it returns: one that ignores the token must not be asked twice at once.
    private static async Task<string> GiveUpAsync(Task<string> asking, CancellationToken cancellationToken)
    {
        try
        {
            return await asking.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            Abandoned.Observe(asking);
            throw;
        }
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

    private async ValueTask<string> AskAsync(Task turn, SendAttempt request, CancellationToken cancellationToken)
    {
        await turn.ConfigureAwait(false);
        try
        {
            string token = await AskAsync(request, cancellationToken).ConfigureAwait(false);
            ThrowIfNoToken(token);
            lock (_gate)
            {
                _last = token;
                if (token != _rejected)
                    _rejected = null;
            }

            return token;
        }
        finally
        {
            _turn.Release();
        }
    }

    private async ValueTask<string> AskAsync(SendAttempt request, CancellationToken cancellationToken)
    {
        try
        {
            return await source(new(Volatile.Read(ref _rejected)), cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is OutreachBulkException || !cancellationToken.IsCancellationRequested)
        {
            // What we do not know the words of may quote a secret.
            string why = exception is OutreachBulkException known
                ? Sentence.End(known.Message)
                : $"{nameof(OutreachBulkOptions)}.{nameof(OutreachBulkOptions.AccessToken)} failed with {exception.GetType().Name}.";
            throw new OutreachConnectionException($"{request.Summary} was not sent: {why}", exception)
            {
                Request = request.Summary,
                IsFinal = exception is OutreachBulkException { IsTransient: false },
            };
        }
    }

    private static void ThrowIfNoToken(string? token)
    {
        if (string.IsNullOrWhiteSpace(token))
            throw new OutreachBulkException($"{nameof(OutreachBulkOptions)}.{nameof(OutreachBulkOptions.AccessToken)} returned no token.");
        if (token.AsSpan().ContainsAnyExceptInRange('!', '~'))
        {
            throw new OutreachBulkException(
                $"{nameof(OutreachBulkOptions)}.{nameof(OutreachBulkOptions.AccessToken)} returned a text that is no token: it "
                    + "holds white space, a line break or a character outside ASCII. Trim it.");
        }
    }
}
