using Microsoft.Extensions.DependencyInjection.Extensions;
using Outreach.Bulk.Jobs;
using Outreach.Bulk.Jobs.Hangfire;
using Outreach.Bulk.Jobs.Hangfire.Dashboard;
using Outreach.Bulk.Jobs.Hangfire.Options;
using Outreach.Bulk.Jobs.Hangfire.Waking;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers jobs with Hangfire.</summary>
public static class OutreachJobsHangfireServiceCollectionExtensions
{
    /// <summary>
    /// Has Hangfire drive the jobs of this host: of each <see cref="OutreachJobs"/> that is registered, with a key or without one. Its
    /// dashboard, where the host maps it, gets the page <c>/outreach-jobs</c>.
    /// </summary>
    /// <param name="services">
    /// The services, with Hangfire's: <c>AddHangfire</c> with a storage that all hosts share, and <c>AddHangfireServer</c> in those that
    /// are to work; a host that only maps the dashboard needs none.
    /// </param>
    /// <param name="configure">Sets options; <see langword="null"/> for the defaults.</param>
    /// <returns>The services.</returns>
    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    public static IServiceCollection AddOutreachJobsOnHangfire(
        this IServiceCollection services, Action<OutreachHangfireOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        OutreachHangfireOptions options = new();
        configure?.Invoke(options);
        options.ThrowIfNotUsable();
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(options);
        services.AddSingleton<JobAccounts>();
        services.AddSingleton<Sweep>();
        services.AddSingleton<WakeUp>();
        services.AddHostedService<SweepSchedule>();
        services.AddSingleton<JobPages>();

        // Only posts need tokens, and a worker that serves no page needs no keys for them.
        if (options.Authorization.Count > 0)
            services.AddAntiforgery();
        DashboardEntry.Register();
        return services;
    }
}
