using Outreach.Bulk.Primitives;

namespace Outreach.Bulk.Tokens;

/// <summary>The entry in a user's store, and what its failures mean.</summary>
internal sealed class StoredTokens(OutreachTokenOptions options)
{
    // Longer than whoever holds it may take to ask and to write.
    private static readonly TimeSpan s_longestTurn = TimeSpan.FromMinutes(2);

    /// <summary>Waits until no other process renews.</summary>
    /// <param name="closing">Gives up, since nobody wants tokens any more.</param>
    public async Task<IAsyncDisposable> LockAsync(CancellationToken closing)
    {
        TimeSpan longest = options.RequestTimeout + s_longestTurn;
        using CancellationTokenSource patience = new(longest, options.TimeProvider);
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, closing);
        try
        {
            return await options.Store.LockAsync(either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException exception) when (closing.IsCancellationRequested)
        {
            throw new ObjectDisposedException(nameof(OutreachTokens), exception);
        }
        catch (OperationCanceledException exception) when (patience.IsCancellationRequested)
        {
            throw new OutreachTokenException(
                $"The token store {options.Store} was in use for {longest}. Another process renews the tokens, or hangs: look for it.",
                exception)
            {
                MayPass = true,
            };
        }
        catch (Exception exception)
        {
            throw Unusable("cannot be locked", exception);
        }
    }

    /// <summary>Reads the entry; null when there is none.</summary>
    public async Task<TokenEntry?> ReadAsync()
    {
        try
        {
            string? text = await options.Store.ReadAsync(CancellationToken.None).ConfigureAwait(false);
            return text is null ? null : OfThisApplication(TokenText.Read(text));
        }
        catch (Exception exception) when (exception is not OutreachTokenException)
        {
            throw Unusable("cannot be used", exception);
        }
    }

    public async Task WriteAsync(TokenEntry entry)
    {
        try
        {
            await options.Store.WriteAsync(TokenText.Write(entry), CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            throw Unusable("cannot be written", exception);
        }
    }

    private TokenEntry OfThisApplication(TokenEntry entry) => entry.ClientId == options.ClientId ? entry : throw new OutreachTokenException(
        $"The token store {options.Store} holds tokens of the application {entry.ClientId}, and {nameof(OutreachTokenOptions)}."
            + $"{nameof(OutreachTokenOptions.ClientId)} is {options.ClientId}. Each user and application needs a store of its own.");

    private OutreachTokenException Unusable(string how, Exception cause) =>
        new($"The token store {options.Store} {how}: {Sentence.End(cause.Message)}", cause)
        {
            MayPass = cause is TimeoutException or IOException and not (DirectoryNotFoundException or PathTooLongException),
        };
}
