using Company.Nightly.OutreachApi;
using Microsoft.Extensions.Options;
using Outreach.Bulk;
using Outreach.Bulk.Jobs;

namespace Company.Nightly;

public static class Program
{
    public static async Task<int> Main(string[] args)
    {
        using IHost host = CreateHost(args);
        try
        {
            Directory.CreateDirectory(Options(host.Services).Folder);
        }
        catch (OptionsValidationException exception)
        {
            await Console.Error.WriteLineAsync(exception.Message);
            return 2;
        }

        await host.RunAsync();
        return 0;
    }

    /// <summary>Puts the worker together. The tests use this too.</summary>
    public static IHost CreateHost(params string[] args)
    {
        // appsettings.json is read from beside the program, wherever cron or a service manager starts it.
        HostApplicationBuilder builder = Host.CreateApplicationBuilder(
            new HostApplicationBuilderSettings { Args = args, ContentRootPath = AppContext.BaseDirectory });
        IServiceCollection services = builder.Services;
        services.AddOptions<WorkerOptions>().BindConfiguration("Nightly")
            .Validate(
                options => options is { ClientId.Length: > 0, ClientSecret.Length: > 0 },
                "Set Nightly:ClientId and Nightly:ClientSecret to those of your application at Outreach: see README.md.")
            .Validate(options => Path.IsPathFullyQualified(options.Folder), "Set Nightly:Folder to an absolute path.");
        services.AddSingleton(TimeProvider.System);

        // An access token lasts two hours. The next one is fetched by one process at a time, and stored before it is used.
        services.AddSingleton(provider => new OutreachTokens(new()
        {
            ClientId = Options(provider).ClientId,
            ClientSecret = Options(provider).ClientSecret,
            RedirectUri = Options(provider).RedirectUri,
            InitialRefreshToken = Options(provider).RefreshToken,
            Store = OutreachTokenStore.File(Options(provider).TokenFile ?? Path.Combine(Options(provider).Folder, "tokens")),
            TokenEndpoint = new(Options(provider).BaseAddress, "/oauth/token"),
            LoggerFactory = provider.GetRequiredService<ILoggerFactory>(),
        }));
        services.AddSingleton(provider => JobStore.Sqlite(Path.Combine(Options(provider).Folder, "jobs.db")));
        services.AddOutreachBulk<OutreachClient>((provider, outreach) =>
        {
            outreach.BaseAddress = Options(provider).BaseAddress;
            outreach.AccessToken = provider.GetRequiredService<OutreachTokens>().GetAsync;

            // Calls that you add beside the job are written down before they are sent, and share the day's records with it.
            outreach.Journal = provider.GetRequiredService<JobStore>().CreateJournal();
            outreach.RecordLedger = provider.GetRequiredService<JobStore>().CreateLedger(outreach.BaseAddress.Host);
        });
        services.AddSingleton(provider => new OutreachJobs(
            provider.GetRequiredService<OutreachClient>().Connection, provider.GetRequiredService<JobStore>()));
        services.AddSingleton<NightlyJob>();
        services.AddHostedService<NightlyWorker>();
        services.AddHostedService<JobsWorker>();
        return builder.Build();
    }

    private static WorkerOptions Options(IServiceProvider provider) => provider.GetRequiredService<IOptions<WorkerOptions>>().Value;
}
