using Outreach.Bulk.Emulator;

namespace Outreach.Bulk.Integration.Tests.Soak;

/// <summary>A process with a thousand live batches stays within its request budget, and sees each end soon.</summary>
public sealed class PollBudgetTests(ITestOutputHelper output)
{
    private const int Batches = 1_000;
    private static readonly TimeSpan s_life = TimeSpan.FromMinutes(10);

    [Fact]
    public async Task A_thousand_batches_of_ten_minutes_are_followed_with_few_requests()
    {
        FollowedBatches followed = await FollowAsync(filterById: true, speed: 40);
        output.WriteLine($"one list request a round: {followed}");
        Assert.InRange(followed.Requests, 1, 1_500);
        Assert.InRange(followed.Latest, TimeSpan.Zero, 2 * TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task Where_the_id_filter_is_refused_they_are_followed_within_the_share_of_the_budget()
    {
        FollowedBatches followed = await FollowAsync(filterById: false, speed: 100);
        output.WriteLine($"one request a batch: {followed}");

        // Half of what is left above the reserve, and a tenth of it at once.
        Assert.InRange(followed.Requests, Batches, 5_000);
    }

    private static async Task<FollowedBatches> FollowAsync(bool filterById, double speed)
    {
        FastTime time = new(speed);
        EmulatorOptions options = new()
        {
            TimeProvider = time,
            Accounts = 100,
            Prospects = 0,
            PendingTime = s_life,
            BatchesFilterById = filterById,
            RequestsPerHour = 12_000,
        };
        await using OutreachEmulator emulator = await OutreachEmulator.StartAsync(options, TestContext.Current.CancellationToken);
        OutreachClient client = Client.Over(emulator.BaseAddress, emulator.AccessToken, configured =>
        {
            configured.TimeProvider = time;
            configured.PollJitter = 0.1;
        });
        List<BatchOperation> operations = [];
        for (int i = 0; i < Batches; i++)
        {
            operations.Add(await client.Accounts.AddTagsAsync(
                new() { Filter = new() { Id = [1 + (i % 100)] } }, new() { Tags = [$"t{i}"] }, TestContext.Current.CancellationToken));
        }

        TimeSpan[] late = await Task.WhenAll(operations.Select(async operation =>
        {
            BatchResult result = await operation.WaitForCompletionAsync();
            return time.GetUtcNow() - result.Batch.FinishedAt!.Value;
        }));
        return new(emulator.Requests.Count(request => request.Method == "GET"), late.Max());
    }

    private sealed record FollowedBatches(int Requests, TimeSpan Latest)
    {
        public override string ToString() =>
            FormattableString.Invariant($"{Requests} requests, the last end seen {Latest.TotalSeconds:0.0} s after it");
    }
}
