using Microsoft.Extensions.Logging;

namespace Outreach.Bulk.Jobs.Hangfire.Waking;

/// <summary>What is logged of sweeps and wake-ups. None of it needs anybody, unless it is logged again and again.</summary>
internal static partial class WakingLog
{
    [LoggerMessage(1, LogLevel.Warning, "A step of job {Job} of {Account} failed; the next sweep wakes a worker for it again")]
    public static partial void WakeUpFailed(ILogger logger, string job, string account, Exception exception);

    [LoggerMessage(2, LogLevel.Warning, "The jobs of {Account} could not be looked through; the next sweep tries again")]
    public static partial void SweepFailed(ILogger logger, string account, Exception exception);

    [LoggerMessage(3, LogLevel.Warning, "Hangfire's storage took no schedule for the sweep of jobs; it is tried again in {Delay}")]
    public static partial void NotScheduled(ILogger logger, TimeSpan delay, Exception exception);
}
