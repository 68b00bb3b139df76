using Outreach.Bulk.Emulator;

namespace Outreach.Bulk.Cli.Tests;

/// <summary>A batch of all accounts that somebody else started, and that waits for its confirmation.</summary>
internal static class WaitingBatch
{
    public static async Task<long> StartAsync(OutreachEmulator emulator)
    {
        using OutreachBulkConnection connection = OutreachBulkConnection.Create(
            new() { BaseAddress = emulator.BaseAddress, AccessToken = (_, _) => new(emulator.AccessToken) });
        BatchOperation batch = await new BatchCollection(connection).StartAsync(BulkCall.FromJson(
            """
            {"bulkCall": 1, "action": {"name": "accountAddTags", "path": "batches/actions/accountAddTags", "effect": "Edit"},
             "filter": {"id": {"atLeast": 1}}, "attributes": {"tags": ["a"]}}
            """));
        return batch.Id;
    }
}
