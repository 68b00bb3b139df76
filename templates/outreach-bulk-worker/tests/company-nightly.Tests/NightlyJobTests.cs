using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Outreach.Bulk;
using Outreach.Bulk.Emulator;
using Outreach.Bulk.Jobs;

namespace Company.Nightly.Tests;

/// <summary>The job, with the worker's own services, on an Outreach that runs in this process.</summary>
public sealed class NightlyJobTests : IDisposable
{
    // The emulator's prospects were created in the three years before 2025, and are the same each time.
    private static readonly Night s_night = new(new DateTimeOffset(2024, 6, 2, 2, 30, 0, TimeSpan.Zero));

    private readonly string _folder = Directory.CreateTempSubdirectory("nightly-").FullName;

    [Fact]
    public async Task The_prospects_of_the_night_are_tagged_once_and_no_others()
    {
        await using OutreachEmulator emulator = await StartAsync();
        long[] ofTheNight = Prospects(
            emulator, one => (DateTimeOffset)one["createdAt"]! is var at && at >= s_night.From && at <= s_night.Until);
        Assert.NotEmpty(ofTheNight);

        JobResult? first = await RunAsync(emulator, "--Nightly:Preview=false");
        await RunAsync(emulator, "--Nightly:Preview=false");    // as after a restart

        Assert.Equal(OperationOutcome.Completed, first?.Outcome);
        Assert.Equal(ofTheNight, Prospects(emulator, one => one["tags"]!.AsArray().Any(tag => (string?)tag == "new")));
        PostedAction posted = Assert.Single(emulator.PostedActions);
        Assert.Equal((ofTheNight.Length, 0), (posted.Processed, posted.Failures));
    }

    [Fact]
    public async Task A_preview_changes_nothing()
    {
        await using OutreachEmulator emulator = await StartAsync();
        Assert.Null(await RunAsync(emulator));
        Assert.Empty(emulator.PostedActions);
    }

    [Fact]
    public async Task If_the_night_has_more_records_than_allowed_nothing_is_changed()
    {
        await using OutreachEmulator emulator = await StartAsync();
        await Assert.ThrowsAnyAsync<OutreachBulkException>(
            () => RunAsync(emulator, "--Nightly:Preview=false", "--Nightly:MaxRecords=1"));
        Assert.Empty(emulator.PostedActions);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static Task<OutreachEmulator> StartAsync() => OutreachEmulator.StartAsync(
        new() { Prospects = 4_000 }, TestContext.Current.CancellationToken);

    private static long[] Prospects(OutreachEmulator emulator, Func<JsonNode, bool> areWanted) =>
    [
        .. Enumerable.Range(1, emulator.CountRecords("prospect")).Select(id => (long)id)
            .Where(id => areWanted(emulator.FindRecord("prospect", id)!["attributes"]!)),
    ];

    private async Task<JobResult?> RunAsync(OutreachEmulator emulator, params string[] settings)
    {
        using IHost worker = Program.CreateHost(
        [
            $"--Nightly:BaseAddress={emulator.BaseAddress}",
            "--Nightly:ClientId=emulator-client",
            "--Nightly:ClientSecret=emulator-client-secret",
            "--Nightly:RefreshToken=emulator-refresh-token",
            $"--Nightly:Folder={_folder}",
            "--Nightly:Preview=true",                           // whatever appsettings.json says
            "--Nightly:Tag=new",
            .. settings,
        ]);
        return await worker.Services.GetRequiredService<NightlyJob>().RunAsync(s_night, TestContext.Current.CancellationToken);
    }
}
