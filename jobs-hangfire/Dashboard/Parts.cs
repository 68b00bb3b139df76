using System.Globalization;
using System.Text;
using Outreach.Bulk.Jobs.Stores;

namespace Outreach.Bulk.Jobs.Hangfire.Dashboard;

/// <summary>What both pages have.</summary>
internal static class Parts
{
    /// <summary>The records of an account's day.</summary>
    public static Markup Budget(string account, DayBudget budget) =>
        $"""
        <p class="outreach-budget">
            <meter min="0" max="{Number(budget.Usable)}" value="{Number(budget.Left)}"></meter>
            <span><strong>{budget.Left}</strong> of {budget.Usable} records of the day are left on {account}
            <small class="text-muted">at {budget.At}; {budget.Usable / 24} come back an hour</small></span>
        </p>
        """;

    /// <summary>Why there are no buttons; nothing where there are.</summary>
    public static Markup ReadOnly(PageRequest request) => request switch
    {
        { IsClosed: true } =>
            $"""
            <p class="text-muted">Read-only: who may act on jobs here is not configured
            (<code>{nameof(OutreachHangfireOptions)}.{nameof(OutreachHangfireOptions.Authorization)}</code>).</p>
            """,
        { MayAct: false } => $"""<p class="text-muted">Read-only: you may not act on jobs here.</p>""",
        _ => Markup.None,
    };

    public static Markup Progress(JobStatus job) =>
        $"""
        <progress max="1" value="{job.Fraction.ToString("0.####", CultureInfo.InvariantCulture)}"></progress>
        <span class="outreach-line">{job.Processed} of {job.Records}</span>
        """;

    public static Markup State(JobStatus job) => $"""<span class="label {StateClass(job.State)}">{Words(job.State)}</span>""";

    /// <summary>The words of a name: <c>WaitingForAllowance</c> is "Waiting for allowance".</summary>
    public static string Words(Enum value)
    {
        StringBuilder words = new();
        foreach (char letter in value.ToString())
        {
            if (char.IsUpper(letter) && words.Length > 0)
                words.Append(' ').Append(char.ToLowerInvariant(letter));
            else
                words.Append(letter);
        }

        return words.ToString();
    }

    private static string StateClass(JobState state) => state switch
    {
        JobState.Running => "label-primary",
        JobState.WaitingForAllowance or JobState.Draining or JobState.Paused or JobState.Canceling => "label-warning",
        JobState.Stopped => "label-danger",
        JobState.Ended => "label-success",
        _ => "label-default",
    };

    private static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);
}
