using Microsoft.Extensions.DependencyInjection;

namespace Outreach.Bulk.Jobs.Hangfire.Options;

/// <summary>The jobs of all accounts that the host has registered, with a key or without one.</summary>
internal sealed class JobAccounts(IServiceProvider services)
{
    /// <exception cref="InvalidOperationException">There are none, or two of one account in one store.</exception>
    public IReadOnlyList<OutreachJobs> All => field ??= Find();

    private OutreachJobs[] Find()
    {
        OutreachJobs[] all =
            [.. services.GetServices<OutreachJobs>().Concat(services.GetKeyedServices<OutreachJobs>(KeyedService.AnyKey)).Distinct()];
        if (all.GroupBy(jobs => (jobs.Account, jobs.Store.Name)).FirstOrDefault(same => same.Count() > 1) is { Key: var (account, store) })
        {
            // Each would work on the other's jobs, with its own token.
            throw new InvalidOperationException(
                $"Two {nameof(OutreachJobs)} are registered for the account {account} in the job store {store}. All organisations have the "
                    + $"same host, so give each a name of its own: {nameof(OutreachJobsOptions)}.{nameof(OutreachJobsOptions.Account)}.");
        }

        return all.Length > 0
            ? all
            : throw new InvalidOperationException(
                $"No {nameof(OutreachJobs)} is registered, so Hangfire has nothing to drive. Register it: "
                    + $"services.AddSingleton(provider => new {nameof(OutreachJobs)}(provider.GetRequiredService<OutreachClient>()"
                    + ".Connection, store)); one each for several accounts.");
    }
}
