using System.Globalization;
using Hangfire.Dashboard;
using Hangfire.States;

namespace Outreach.Bulk.Jobs.Hangfire;

/// <summary>How jobs are driven by Hangfire, and who may act on them in its dashboard.</summary>
public sealed class OutreachHangfireOptions
{
    private static readonly TimeSpan s_minute = TimeSpan.FromMinutes(1);

    /// <summary>How often the store is looked through for jobs that have something to do.</summary>
    /// <value>
    /// Whole seconds that divide a minute, or whole minutes that divide an hour. Default 15 seconds, which is also how often Hangfire
    /// looks at its schedules (<c>BackgroundJobServerOptions.SchedulePollingInterval</c>); set both for less.
    /// </value>
    public TimeSpan SweepInterval { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>The Hangfire queue for all that is enqueued here. At least one server must work on it.</summary>
    /// <value>Lower-case letters, digits, <c>_</c> and <c>-</c>. Default <c>default</c>.</value>
    public string Queue { get; set; } = EnqueuedState.DefaultQueue;

    /// <summary>How long one wake-up has a Hangfire worker to itself, while its job has something to do without a pause.</summary>
    /// <value>1 second to 10 minutes. Default 1 minute. A step that is under way then comes to its end.</value>
    public TimeSpan LongestWakeUp { get; set; } = s_minute;

    /// <summary>Who may pause, resume, cancel and redrive jobs on the dashboard's page: whomever all of these let.</summary>
    /// <value>
    /// Empty by default: then nobody may, and the page only shows. Who sees the dashboard at all is Hangfire's
    /// <c>DashboardOptions.Authorization</c>; its default lets in all that come from this machine, and so all that come through a proxy
    /// on it.
    /// </value>
    public IList<IDashboardAuthorizationFilter> Authorization { get; } = [];

    /// <summary>The interval as Hangfire's schedules have it.</summary>
    internal string Cron => SweepInterval < s_minute
        ? string.Create(CultureInfo.InvariantCulture, $"*/{(int)SweepInterval.TotalSeconds} * * * * *")
        : string.Create(CultureInfo.InvariantCulture, $"*/{(int)SweepInterval.TotalMinutes} * * * *");

    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    internal void ThrowIfNotUsable()
    {
        bool divides = SweepInterval >= TimeSpan.FromSeconds(1)
            && (SweepInterval < s_minute
                ? SweepInterval.Ticks % TimeSpan.TicksPerSecond == 0 && s_minute.Ticks % SweepInterval.Ticks == 0
                : SweepInterval.Ticks % TimeSpan.TicksPerMinute == 0 && TimeSpan.TicksPerHour % SweepInterval.Ticks == 0);
        Check(divides, nameof(SweepInterval), SweepInterval);
        Check(LongestWakeUp >= TimeSpan.FromSeconds(1) && LongestWakeUp <= TimeSpan.FromMinutes(10), nameof(LongestWakeUp), LongestWakeUp);
        _ = new EnqueuedState(Queue);
    }

    private static void Check(bool isInRange, string option, object value)
    {
        if (!isInRange)
        {
            throw new ArgumentOutOfRangeException(
                option, value, $"{nameof(OutreachHangfireOptions)}.{option} is out of its range; its documentation gives it.");
        }
    }
}
