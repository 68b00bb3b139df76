using Outreach.Bulk;

namespace Quickstart;

/// <summary>The recent batches of a real org, read-only.</summary>
internal static class RecentBatches
{
    private const int Most = 20;

    public static async Task ListAsync(Screen screen, string token, string address)
    {
        OutreachClient outreach = new(new OutreachBulkOptions
        {
            AccessToken = (_, _) => new(token),
            BaseAddress = new(address),
            PageSize = Most,
        });

        List<Batch> batches = await outreach.Batches.ListAsync().Take(Most).ToListAsync();
        screen.Title($"The {batches.Count} newest batches at {new Uri(address).Host}");
        screen.Table(
            ["id", "action", "state", "matched", "failed", "created"],
            batches.Select(batch => new[]
            {
                $"{batch.Id}", batch.Action ?? "", $"{batch.State}", $"{batch.MatchedCount}", $"{batch.Failures}",
                $"{batch.CreatedAt:yyyy-MM-dd HH:mm}",
            }));
    }
}
