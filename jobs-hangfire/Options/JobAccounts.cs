using Microsoft.Extensions.DependencyInjection;

namespace Outreach.Bulk.Jobs.Hangfire.Options;

/// <summary>The jobs of all accounts that the host has registered, with a key or without one.</summary>
internal sealed class JobAccounts(IServiceProvider services)
{
    /// <exception cref="InvalidOperationException">There are none.</exception>
    public IReadOnlyList<OutreachJobs> All => field ??= Find();

    private OutreachJobs[] Find()
    {
        OutreachJobs[] all =
            [.. services.GetServices<OutreachJobs>().Concat(services.GetKeyedServices<OutreachJobs>(KeyedService.AnyKey)).Distinct()];
        return all.Length > 0
            ? all
            : throw new InvalidOperationException(
                $"No {nameof(OutreachJobs)} is registered, so Hangfire has nothing to drive. Register it: "
                    + $"services.AddSingleton(provider => new {nameof(OutreachJobs)}(provider.GetRequiredService<OutreachClient>()"
                    + ".Connection, store)); one each for several accounts.");
    }
}
