namespace Outreach.Bulk;

/// <summary>Asks the user's token source, one caller at a time, and remembers which token was refused.</summary>
internal sealed class TokenSource(Func<AccessTokenContext, CancellationToken, ValueTask<string>> source) : IDisposable
{
    private readonly SemaphoreSlim _turn = new(1, 1);
    private string? _rejected;

    public async ValueTask<string> GetAsync(CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            string? rejected = _rejected;
            string token = await source(new(rejected), cancellationToken).ConfigureAwait(false);
            if (string.IsNullOrWhiteSpace(token))
                throw new OutreachBulkException($"{nameof(OutreachBulkOptions)}.{nameof(OutreachBulkOptions.AccessToken)} returned no token.");
            if (token != rejected)
                _rejected = null;
            return token;
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Reject(string token) => _rejected = token;

    public void Dispose() => _turn.Dispose();
}
