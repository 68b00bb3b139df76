using Outreach.Bulk.Primitives;
using Outreach.Bulk.Telemetry;

namespace Outreach.Bulk.Http;

/// <summary>Decides whether a request that may be repeated is, and when.</summary>
internal sealed class RetryPolicy(OutreachBulkOptions options, OperationLog log)
{
    private static readonly TimeSpan s_firstBackOff = TimeSpan.FromSeconds(0.5);

    /// <summary>Sends until it succeeds or fails for good, no more often than the options say.</summary>
    public async Task<T> RunAsync<T>(Func<CancellationToken, Task<T>> send, CancellationToken cancellationToken)
    {
        for (int failures = 0; ; failures++)
        {
            try
            {
                return await send(cancellationToken).ConfigureAwait(false);
            }
            catch (OutreachBulkException exception) when (exception.IsTransient && HasMore(failures))
            {
                log.Repeated(failures + 1, exception);
                await BackOffAsync(failures, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    /// <summary>Whether there may be another request after so many failures before this one.</summary>
    public bool HasMore(int failures) => failures < options.Retries;

    /// <summary>Waits before a request is repeated, longer after each failure.</summary>
    /// <param name="failures">How many there were before this one.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <param name="asked">
    /// How long the server asked to be left alone; null where the request budget heard it, which holds the next request back.
    /// </param>
    public Task BackOffAsync(int failures, CancellationToken cancellationToken, TimeSpan? asked = null)
    {
        TimeSpan wait = s_firstBackOff * Math.Pow(2, Math.Min(failures, 6));
        wait -= wait * (0.5 * Random.Shared.NextDouble());
        if (asked > wait)
            wait = Timers.Shorter(asked.Value, options.MaximumPause);
        return Task.Delay(wait, options.TimeProvider, cancellationToken);
    }
}
