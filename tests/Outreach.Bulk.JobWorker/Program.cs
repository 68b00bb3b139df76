using System.Runtime.InteropServices;
using Microsoft.Extensions.DependencyInjection;
using Outreach.Bulk;
using Outreach.Bulk.Jobs;
using Outreach.Bulk.Jobs.PostgreSql;
using Outreach.Bulk.Jobs.Sqlite;
using Outreach.Bulk.JobWorker;
using Outreach.Bulk.Tests.Support;

WorkerArguments arguments = WorkerArguments.Parse(args);
FaultPoints points = new(arguments.At, arguments.Pause);
ShiftedTime time = new(TimeProvider.System) { Ahead = TimeSpan.FromSeconds(arguments.Ahead) };
ServiceCollection services = new();
services
    .AddOutreachBulk<WorkerAccess>(options =>
    {
        options.BaseAddress = new(arguments.Url);
        options.AccessToken = (_, _) => new(arguments.Token);
        options.TimeProvider = time;
        options.RequestTimeout = TimeSpan.FromSeconds(arguments.Timeout);
        options.PollInterval = TimeSpan.FromMilliseconds(5);
        options.MaximumPollInterval = TimeSpan.FromMilliseconds(50);
    })
    .AddHttpMessageHandler(() => new CountingHandler(points));
services.AddHttpClient(OutreachBulkConnection.UploadClientName).AddHttpMessageHandler(() => new CountingHandler(points));
await using ServiceProvider provider = services.BuildServiceProvider();
using OutreachJobs jobs = new(
    provider.GetRequiredService<WorkerAccess>().Connection,
    arguments.Store.Split(':', 3) is ["postgresql", var schema, var server]
        ? PostgreSqlJobStore.Create(server, schema)
        : new(new CountingDatabase(new SqliteDatabase(arguments.Store, arguments.Speed == 1 ? time : new FastTime(time, arguments.Speed)), points)),
    new()
    {
        MaximumConcurrentSteps = 1,
        MaximumIdle = TimeSpan.FromSeconds(1),
        Lease = arguments.Speed == 1 ? TimeSpan.FromSeconds(10) : TimeSpan.FromHours(1),
    });
if (arguments.KillAfter > 0)
    _ = new Timer(static _ => FaultPoints.Die(), null, arguments.KillAfter, Timeout.Infinite);
if (arguments.Job is { } key)
{
    Job job = await jobs.FindAsync(key) ?? throw new InvalidOperationException($"There is no job {key}.");

    // One step after another, so that points have the same numbers in each run.
    while (await jobs.AdvanceAsync() is { } delay)
        await Task.Delay(TimeSpan.FromMilliseconds(Math.Min(delay.TotalMilliseconds / arguments.Speed, 1_000)));
    JobStatus status = await job.GetStatusAsync();
    Console.WriteLine(status.State == JobState.Ended ? await job.WaitForCompletionAsync() : status);
    foreach (string point in points.Passed)
        Console.WriteLine(point);
}
else
{
    using CancellationTokenSource stop = new();
    using PosixSignalRegistration term = PosixSignalRegistration.Create(PosixSignal.SIGTERM, context =>
    {
        context.Cancel = true;
        stop.Cancel();
    });
    await jobs.RunAsync(stop.Token);
    Console.WriteLine("stopped");
}
