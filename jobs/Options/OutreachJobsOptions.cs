using Outreach.Bulk.Jobs.Options;
using Outreach.Bulk.Primitives;

namespace Outreach.Bulk.Jobs;

/// <summary>How a process works on jobs.</summary>
public sealed record OutreachJobsOptions
{
    /// <summary>The account whose records the jobs are about, by a name of your own.</summary>
    /// <value>
    /// Up to 200 characters. It keeps apart the jobs and the daily allowances of several organisations in one store. Default
    /// <see langword="null"/>: the host of the connection's base address.
    /// </value>
    public string? Account { get; init; }

    /// <summary>For how long a worker has a chunk to itself. It is renewed while the worker lives.</summary>
    /// <value>10 seconds to 1 hour. Default 3 minutes: so long after a worker died its chunk goes on with another.</value>
    public TimeSpan Lease { get; init; } = TimeSpan.FromMinutes(3);

    /// <summary>How many chunks a process works on at once.</summary>
    /// <value>1 to 100. Default 4.</value>
    public int MaximumConcurrentSteps { get; init; } = 4;

    /// <summary>The longest a worker waits before it looks for work again, whatever the store says.</summary>
    /// <value>1 second to 1 hour. Default 15 seconds: so soon it sees what other processes plan and ask for.</value>
    public TimeSpan MaximumIdle { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>Where typed rows are written until their job has ended.</summary>
    /// <value>
    /// A folder that all workers reach by the same path. The files are their user's alone (0600). Default <see langword="null"/>: the folder of a
    /// store in a file; with any other store it must be set before typed rows are planned.
    /// </value>
    public string? RowFolder { get; init; }

    /// <summary>How long ended jobs are kept.</summary>
    /// <value>More than zero. Default 30 days. Afterwards their plans, which hold values of records, are removed.</value>
    public TimeSpan KeepFor { get; init; } = TimeSpan.FromDays(30);

    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    internal void ThrowIfNotUsable()
    {
        RunName.ThrowIfNotUsable(Account, "account", nameof(Account));
        Check(Lease >= TimeSpan.FromSeconds(10) && Lease <= TimeSpan.FromHours(1), nameof(Lease), Lease);
        Check(MaximumConcurrentSteps is >= 1 and <= 100, nameof(MaximumConcurrentSteps), MaximumConcurrentSteps);
        Check(MaximumIdle >= TimeSpan.FromSeconds(1) && MaximumIdle <= TimeSpan.FromHours(1), nameof(MaximumIdle), MaximumIdle);
        Check(KeepFor > TimeSpan.Zero, nameof(KeepFor), KeepFor);
    }

    private static void Check(bool isInRange, string option, object? value) =>
        OptionRange.Check(isInRange, nameof(OutreachJobsOptions), option, value);
}
