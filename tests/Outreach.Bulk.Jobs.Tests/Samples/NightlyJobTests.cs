using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using System.Text;
using Microsoft.Extensions.Time.Testing;
using NightlyJob;
using Outreach.Bulk.Emulator;

namespace Outreach.Bulk.Jobs.Tests.Samples;

/// <summary>samples/NightlyJob as a process.</summary>
public sealed class NightlyJobTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("outreach-nightly-").FullName;

    [Fact]
    public async Task A_night_is_one_job_however_often_it_is_run_and_tags_what_was_made_since_the_night_before()
    {
        // Half a day away from now, so that no night begins while this runs.
        TimeOnly at = TimeOnly.FromDateTime(DateTime.UtcNow.AddHours(-12));
        at = new(at.Hour, at.Minute);
        Night night = new NightlySchedule(at, TimeZoneInfo.Utc).LatestAt(DateTimeOffset.UtcNow);
        FakeTimeProvider time = new(night.From - TimeSpan.FromHours(1));
        await using OutreachEmulator emulator = await OutreachEmulator.StartAsync(new() { Prospects = 10, TimeProvider = time });
        await ImportAsync(emulator, "before", 5);
        time.SetUtcNow(night.Until - TimeSpan.FromHours(1));
        await ImportAsync(emulator, "since", 250);
        time.SetUtcNow(DateTimeOffset.UtcNow);
        await ImportAsync(emulator, "after", 5);

        (int exitCode, string output) = await RunAsync(emulator, at);
        Assert.True(exitCode == 0, output);
        Assert.Contains($"Completed: {night.Key}: Ended, 250 of 250 records, 0 failed", output);
        PostedAction[] tagging = [.. emulator.PostedActions.Where(action => action.BatchId is not null && action.ImportId is null)];
        Assert.Equal(250, tagging.Sum(action => action.Processed));

        (exitCode, output) = await RunAsync(emulator, at);
        Assert.True(exitCode == 0, output);
        Assert.Equal(tagging.Length, emulator.PostedActions.Count(action => action.BatchId is not null && action.ImportId is null));
        using OutreachJobs jobs = new(Client(emulator).Connection, JobStore.Sqlite(Path.Combine(_folder, "nightly.db")));
        JobStatus job = Assert.Single(await jobs.ListAsync());
        Assert.Equal((night.Key, JobState.Ended), (job.Key, job.State));
        Assert.Single(emulator.Requests, request => request.PathAndQuery == "/oauth/token");
    }

    [Fact]
    public async Task A_setting_that_cannot_be_used_is_told_and_ends_it()
    {
        (int exitCode, string output) = await RunAsync(null, null, "--timezone", "Europe/Atlantis");
        Assert.Equal(2, exitCode);
        Assert.Contains("--timezone Europe/Atlantis is not known here", output);
    }

    public void Dispose()
    {
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }

    private async Task<(int ExitCode, string Output)> RunAsync(OutreachEmulator? emulator, TimeOnly? at, params string[] more)
    {
        string program = typeof(NightlyJobTests).Assembly
            .GetCustomAttributes<AssemblyMetadataAttribute>()
            .Single(each => each.Key == "NightlyJob").Value!;
        ProcessStartInfo start = new(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", [program, "--now", .. more])
        {
            WorkingDirectory = _folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["OUTREACH_URL"] = emulator?.BaseAddress.AbsoluteUri;
        start.Environment["OUTREACH_CLIENT_ID"] = emulator is null ? null : "emulator-client";
        start.Environment["OUTREACH_CLIENT_SECRET"] = emulator is null ? null : "emulator-client-secret";
        start.Environment["OUTREACH_REFRESH_TOKEN"] = emulator is null ? null : "emulator-refresh-token";
        start.Environment.Remove("OUTREACH_TOKEN");
        start.Environment.Remove("OUTREACH_TOKEN_STORE");
        start.Environment["NIGHTLY_STORE"] = "nightly.db";
        start.Environment["NIGHTLY_TIMEZONE"] = "UTC";
        start.Environment["NIGHTLY_AT"] = at?.ToString("HH:mm", CultureInfo.InvariantCulture);
        start.Environment.Remove("NIGHTLY_POSTGRESQL");
        using Process process = Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        string output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, output + await errors);
    }

    private static async Task ImportAsync(OutreachEmulator emulator, string name, int count)
    {
        StringBuilder csv = new("mail\n");
        for (int i = 1; i <= count; i++)
            csv.Append(CultureInfo.InvariantCulture, $"{name}-{i}@fair.example\n");
        ImportOperation import = await Client(emulator).Prospects.ImportAsync(
            CsvFile.From(Encoding.UTF8.GetBytes(csv.ToString()), $"{name}.csv"),
            new ProspectMapping { ["mail"] = ProspectField.Emails },
            new() { DupeMethod = DupeMethod.Overwrite });
        (await import.WaitForCompletionAsync()).EnsureAllSucceeded();
    }

    private static OutreachClient Client(OutreachEmulator emulator) => new(new OutreachBulkOptions
    {
        BaseAddress = emulator.BaseAddress,
        AccessToken = (_, _) => new(emulator.AccessToken),
        PollInterval = TimeSpan.FromMilliseconds(50),
    });
}
