using Outreach.Bulk;
using Quickstart.OutreachApi;

namespace Quickstart;

/// <summary>The recent batches of a real org, read-only.</summary>
internal static class RecentBatches
{
    private const int Most = 20;

    public static async Task ListAsync(Screen screen, string token, Uri address)
    {
        OutreachClient outreach = new(new OutreachBulkOptions
        {
            AccessToken = (_, _) => new(token),
            BaseAddress = address,
            PageSize = Most,
        });

        List<Batch> batches = await outreach.Batches.ListAsync().Take(Most).ToListAsync();
        screen.Title(batches.Count switch
        {
            0 => $"There are no batches at {address.Host}",
            1 => $"The newest batch at {address.Host}; times are UTC",
            _ => $"The {batches.Count:N0} newest batches at {address.Host}; times are UTC",
        });
        if (batches.Count == 0)
            return;
        screen.Table(
            ["id", "action", "state", "matched", "failed", "created"],
            batches.Select(batch => new[]
            {
                $"{batch.Id}", batch.Action ?? "", $"{batch.State}", $"{batch.MatchedCount:N0}", $"{batch.Failures:N0}",
                $"{batch.CreatedAt?.UtcDateTime:yyyy-MM-dd HH:mm}",
            }));
    }
}
