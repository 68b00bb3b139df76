using System.Globalization;
using Outreach.Bulk.Calls;

namespace Outreach.Bulk.Jobs.Planning;

/// <summary>The requests of one plan: a count that the server sheds is asked for again, and there are no more than allowed.</summary>
internal sealed class PlanRequests(IRecordCounter counter, PlanOptions options, TimeProvider time)
{
    private const int MostSheds = 10;

    private static readonly TimeSpan s_longestPause = TimeSpan.FromMinutes(1);

    /// <summary>How many were sent.</summary>
    public int Sent { get; private set; }

    /// <summary>How many of them were shed.</summary>
    public int Shed { get; private set; }

    /// <returns>A count that is whole or truncated.</returns>
    /// <exception cref="OutreachBulkException">The server does not count, or no more requests are allowed.</exception>
    public async Task<RecordCount> CountAsync(IdRange range, CancellationToken cancellationToken)
    {
        TimeSpan pause = TimeSpan.FromSeconds(1);
        for (int sheds = 0; ; pause = pause * 2 < s_longestPause ? pause * 2 : s_longestPause)
        {
            Spend();
            RecordCount count = await counter.CountAsync(range, cancellationToken).ConfigureAwait(false);
            if (!count.IsShed)
                return count;
            Shed++;
            if (++sheds == MostSheds)
            {
                throw new OutreachBulkException(
                    $"The server is under load and did not count the records within {range}, asked {MostSheds} times. Nothing was changed; "
                        + "plan again later.");
            }

            await Task.Delay(pause, time, cancellationToken).ConfigureAwait(false);
        }
    }

    public Task<long?> GuessHighestIdAsync(CancellationToken cancellationToken)
    {
        Spend();
        return counter.GuessHighestIdAsync(cancellationToken);
    }

    private void Spend()
    {
        if (Sent == options.MaximumRequests)
            throw TooMany(Sent);
        Sent++;
    }

    /// <summary>A plan may not take more requests.</summary>
    public static JobException TooMany(long requests) => new(
        string.Create(
            CultureInfo.InvariantCulture,
            $"Planning took {requests} requests, which is its limit, and is not done. Nothing was changed. Raise MaximumPlanRequests, "
                + $"allow more records per chunk, or narrow the filter; a list of ids is cut without counting."));

    /// <summary>Counts that cannot be, unless the server passes ranges of ids over.</summary>
    public static JobException RangesNotObeyed(string seen) => new(
        $"{seen} The server seems to pass ranges of ids over, so the job cannot be cut into ranges. Nothing was changed. Give a list of "
            + "ids instead.");
}
