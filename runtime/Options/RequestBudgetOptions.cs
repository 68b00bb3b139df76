using Outreach.Bulk.Primitives;

namespace Outreach.Bulk;

/// <summary>How much of an account's hourly requests a connection takes.</summary>
/// <remarks>The API gives each user 10 000 requests an hour, whoever sends them, and tells in each answer what is left.</remarks>
public sealed class RequestBudgetOptions
{
    /// <summary>The share of the hourly limit that is left to others who use the same account.</summary>
    /// <value>0 to 0.9. Default 0.1: requests wait for the next hour when a tenth is left.</value>
    public double ReservedShare { get; set; } = 0.1;

    /// <summary>The share of what is left above the reserve that polling may take, evenly over the time until the budget is whole again.</summary>
    /// <value>0.01 to 1. Default 0.5. A tenth of it may be taken at once.</value>
    public double PollingShare { get; set; } = 0.5;

    /// <summary>The longest pause for all requests, whatever the server asks for.</summary>
    /// <value>1 second to 49 days. Default 2 hours, longer than any budget needs to be whole again.</value>
    public TimeSpan MaximumPause { get; set; } = TimeSpan.FromHours(2);

    internal RequestBudgetOptions Checked()
    {
        if (ReservedShare is not (>= 0 and <= 0.9))
            throw new ArgumentException($"{nameof(RequestBudgetOptions)}.{nameof(ReservedShare)} is {ReservedShare}; it must be from 0 to 0.9.");
        if (PollingShare is not (>= 0.01 and <= 1))
            throw new ArgumentException($"{nameof(RequestBudgetOptions)}.{nameof(PollingShare)} is {PollingShare}; it must be from 0.01 to 1.");
        if (MaximumPause < TimeSpan.FromSeconds(1) || MaximumPause > Timers.Longest)
            throw new ArgumentException($"{nameof(RequestBudgetOptions)}.{nameof(MaximumPause)} is {MaximumPause}; it must be from 1 second to 49 days.");
        return new() { ReservedShare = ReservedShare, PollingShare = PollingShare, MaximumPause = MaximumPause };
    }
}
