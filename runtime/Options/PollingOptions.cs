using Outreach.Bulk.Primitives;

namespace Outreach.Bulk;

/// <summary>How often a batch is asked for its state: soon at first, then ever more seldom.</summary>
/// <remarks>Each poll costs one of the 10 000 requests that a user has an hour.</remarks>
public sealed class PollingOptions
{
    /// <summary>The first wait between two polls.</summary>
    /// <value>1 millisecond to 49 days. Default 1 second.</value>
    public TimeSpan InitialInterval { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>The longest wait between two polls, unless the server asks for a longer one.</summary>
    /// <value>At least <see cref="InitialInterval"/>, up to 49 days. Default 30 seconds.</value>
    public TimeSpan MaximumInterval { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>By how much the wait grows from poll to poll.</summary>
    /// <value>1 to 10. Default 1.5.</value>
    public double Growth { get; set; } = 1.5;

    /// <summary>The share of each wait that is left to chance, so that many waiters do not ask in step.</summary>
    /// <value>0 to 0.5. Default 0.1: a wait is shortened by up to a tenth.</value>
    public double Jitter { get; set; } = 0.1;

    internal PollingOptions Checked()
    {
        if (InitialInterval < TimeSpan.FromMilliseconds(1))
            throw new ArgumentException($"{nameof(PollingOptions)}.{nameof(InitialInterval)} is {InitialInterval}; it must be 1 millisecond or more.");
        if (MaximumInterval < InitialInterval)
            throw new ArgumentException($"{nameof(PollingOptions)}.{nameof(MaximumInterval)} is {MaximumInterval}, less than {nameof(InitialInterval)} ({InitialInterval}).");
        if (MaximumInterval > Timers.Longest)
            throw new ArgumentException($"{nameof(PollingOptions)}.{nameof(MaximumInterval)} is {MaximumInterval}; it must be 49 days or less.");
        if (Growth is not (>= 1 and <= 10))
            throw new ArgumentException($"{nameof(PollingOptions)}.{nameof(Growth)} is {Growth}; it must be from 1 to 10.");
        if (Jitter is not (>= 0 and <= 0.5))
            throw new ArgumentException($"{nameof(PollingOptions)}.{nameof(Jitter)} is {Jitter}; it must be from 0 to 0.5.");
        return new()
        {
            InitialInterval = InitialInterval,
            MaximumInterval = MaximumInterval,
            Growth = Growth,
            Jitter = Jitter,
        };
    }
}
