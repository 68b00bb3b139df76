using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Outreach.Bulk;
using Outreach.Bulk.Emulator;
using Outreach.Bulk.Jobs;

namespace Company.Nightly.Tests;

/// <summary>The worker's own job and services, on an Outreach that runs in this process.</summary>
public sealed class NightlyJobTests : IDisposable
{
    // The emulator's prospects were created in the three years before 2025, always the same ones.
    private static readonly Night s_night = new(new DateTimeOffset(2024, 6, 2, 2, 30, 0, TimeSpan.Zero));

    private readonly string _folder = Directory.CreateTempSubdirectory("nightly-").FullName;

    [Fact]
    public async Task The_prospects_of_the_night_are_tagged_once_and_no_others()
    {
        await using OutreachEmulator emulator = await OutreachEmulator.StartAsync();
        long[] ofTheNight = [.. Prospects(emulator, one => (DateTimeOffset)one["createdAt"]! is var at && at >= s_night.From && at <= s_night.Until)];
        using IHost worker = Worker(emulator, "--Nightly:Preview=false");
        NightlyJob job = worker.Services.GetRequiredService<NightlyJob>();

        JobResult? first = await job.RunAsync(s_night, TestContext.Current.CancellationToken);
        JobResult? second = await job.RunAsync(s_night, TestContext.Current.CancellationToken);

        Assert.Equal((OperationOutcome.Completed, OperationOutcome.Completed), (first?.Outcome, second?.Outcome));
        Assert.NotEmpty(ofTheNight);
        Assert.Equal(ofTheNight, Prospects(emulator, one => one["tags"]!.AsArray().Any(tag => (string?)tag == "new")));
        PostedAction posted = Assert.Single(emulator.PostedActions);
        Assert.Equal((ofTheNight.Length, 0), (posted.Processed, posted.Failures));
    }

    [Fact]
    public async Task A_preview_changes_nothing()
    {
        await using OutreachEmulator emulator = await OutreachEmulator.StartAsync();
        using IHost worker = Worker(emulator);

        Assert.Null(await worker.Services.GetRequiredService<NightlyJob>().RunAsync(s_night, TestContext.Current.CancellationToken));

        Assert.Contains(emulator.Requests, request => request.Method == "GET");
        Assert.Empty(emulator.PostedActions);
    }

    [Fact]
    public async Task More_records_than_a_night_may_change_are_left_alone()
    {
        await using OutreachEmulator emulator = await OutreachEmulator.StartAsync();
        using IHost worker = Worker(emulator, "--Nightly:Preview=false", "--Nightly:MaxRecords=3");

        await Assert.ThrowsAsync<JobException>(
            () => worker.Services.GetRequiredService<NightlyJob>().RunAsync(s_night, TestContext.Current.CancellationToken));

        Assert.Empty(emulator.PostedActions);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static IEnumerable<long> Prospects(OutreachEmulator emulator, Func<JsonNode, bool> isWanted) =>
        Enumerable.Range(1, emulator.CountRecords("prospect")).Select(id => (long)id)
            .Where(id => isWanted(emulator.FindRecord("prospect", id)!["attributes"]!));

    private IHost Worker(OutreachEmulator emulator, params string[] settings) => Program.CreateHost(
    [
        $"--Nightly:BaseAddress={emulator.BaseAddress}",
        "--Nightly:ClientId=emulator-client",
        "--Nightly:ClientSecret=emulator-client-secret",
        "--Nightly:RefreshToken=emulator-refresh-token",
        $"--Nightly:Folder={_folder}",
        .. settings,
    ]);
}
