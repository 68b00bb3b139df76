using System.Globalization;
using Hangfire;
using Hangfire.PostgreSql;
using NightlyJob;
using NightlyJob.OutreachApi;
using Outreach.Bulk;
using Outreach.Bulk.Emulator;
using Outreach.Bulk.Jobs;
using Outreach.Bulk.Jobs.PostgreSql;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture; // The texts are English; so are their numbers.

// What reads the arguments would take what follows a switch for its value.
string[] valued = [.. args.Where(argument => argument != "--now")];
Settings settings;
try
{
    settings = Settings.Read(valued, now: valued.Length < args.Length);
}
catch (Exception exception) when (exception is ArgumentException or FormatException)
{
    Console.Error.WriteLine(exception.Message);
    return 2;
}

Night night = settings.Schedule.LatestAt(TimeProvider.System.GetUtcNow());
if (settings.EmulatorPort is { } port)
{
    await using OutreachEmulator shared = await Emulation.StartAsync(night, port);
    Console.WriteLine($"export OUTREACH_URL={shared.BaseAddress} OUTREACH_TOKEN={shared.AccessToken}");
    using IHost untilStopped = Host.CreateApplicationBuilder().Build();
    await untilStopped.RunAsync();
    return 0;
}

// Without a real one: an emulator that ends with this process, and so a store that does.
await using OutreachEmulator? emulator = settings.Api is null ? await Emulation.StartAsync(night) : null;
using TemporaryFolder? temporary = emulator is null ? null : new();

WebApplicationBuilder builder = WebApplication.CreateBuilder(valued);
if (settings.Now)
    builder.WebHost.UseUrls("http://127.0.0.1:0");
builder.Logging.AddFilter("System.Net.Http.HttpClient", LogLevel.Warning); // Each poll is four lines.
IServiceCollection services = builder.Services;
services.AddSingleton(TimeProvider.System);
services.AddSingleton(settings);
Uri api = emulator?.BaseAddress ?? settings.Api!;
services.AddSingleton(_ => new OutreachTokens(new()
{
    ClientId = settings.Application.Id,
    ClientSecret = settings.Application.Secret,
    Store = OutreachTokenStore.File(temporary?.File("tokens") ?? settings.TokenStore),
    InitialRefreshToken = settings.RefreshToken,
    TokenEndpoint = new(api, "/oauth/token"),
}));
services.AddOutreachBulk<OutreachClient>((provider, outreach) =>
{
    outreach.BaseAddress = api;
    outreach.AccessToken = settings.Token is { } token ? (_, _) => new(token) : provider.GetRequiredService<OutreachTokens>().GetAsync;
});
services.AddSingleton(provider => new OutreachJobs(
    provider.GetRequiredService<OutreachClient>().Connection,
    settings.PostgreSql is { } database
        ? PostgreSqlJobStore.Create(database)
        : JobStore.Sqlite(settings.Store ?? temporary?.File("nightly.db") ?? "nightly.db")));
if (settings.PostgreSql is null)
{
    services.AddHostedService<WorkerService>();
}
else
{
    services.AddHangfire(hangfire => hangfire.UsePostgreSqlStorage(storage => storage.UseNpgsqlConnection(settings.PostgreSql)));
    services.AddHangfireServer();
    services.AddOutreachJobsOnHangfire();
}

services.AddSingleton<NightlyService>();
services.AddHostedService(provider => provider.GetRequiredService<NightlyService>());
services.AddHealthChecks().AddCheck<JobsHealthCheck>("jobs");
Telemetry.Add(services);

await using WebApplication app = builder.Build();
app.MapHealthChecks("/health", new()
{
    ResponseWriter = (context, report) =>
        context.Response.WriteAsync(
            string.Join('\n', report.Entries.Values.Select(entry => entry.Description).OfType<string>().Prepend($"{report.Status}"))),
});
if (settings.PostgreSql is not null)
    app.MapHangfireDashboard();
await app.RunAsync();
return Environment.ExitCode;
