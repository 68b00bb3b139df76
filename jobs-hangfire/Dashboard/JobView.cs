using System.Globalization;
using Outreach.Bulk.Jobs.Stores;

namespace Outreach.Bulk.Jobs.Hangfire.Dashboard;

/// <summary>One job with its chunks.</summary>
internal static class JobView
{
    public static Markup Of(PageRequest request, string account, JobStatus job, DayBudget budget) =>
        $"""
        <ol class="breadcrumb"><li><a href="{request.To(DashboardEntry.ListPath)}">Outreach jobs</a></li></ol>
        <h1 class="page-header outreach-key">{job.Key}</h1>
        <p class="outreach-facts">{Parts.State(job)} <code>{job.Action}</code> {Parts.Progress(job)}, {job.Failed} failed</p>
        <p class="text-muted">Planned at {job.PlannedAt}{Since("started at", job.StartedAt)}{Since("ended at", job.EndedAt)}</p>
        {(job.StopReason is { } reason ? Alert("Stopped", reason) : Markup.None)}
        {(job.PlanError is { } unreadable ? Alert("Not worked on here", unreadable) : Markup.None)}
        {(job.WaitsUntil is { } until ? Waits(until) : Markup.None)}
        {Parts.ReadOnly(request)}
        {(request.MayAct ? Actions(request, account, job) : Markup.None)}
        {Parts.Budget(account, budget)}
        {Reasons(job)}
        <h2>Chunks</h2>
        <table class="table outreach-table">
            <thead><tr>
                <th>No.</th><th>Records</th><th>State</th><th>Batch or import</th>
                <th class="align-right">Attempts</th><th class="align-right">Planned</th>
                <th class="align-right">Matched</th><th class="align-right">Processed</th><th class="align-right">Failed</th><th>Reason</th>
            </tr></thead>
            <tbody>{job.Chunks.Select(Chunk)}</tbody>
        </table>
        """;

    private static Markup Since(string what, DateTimeOffset? at) => at is null ? Markup.None : $", {what} {at}";

    private static Markup Alert(string what, string reason) =>
        $"""<div class="alert alert-danger"><strong>{what}.</strong> {reason}</div>""";

    private static Markup Waits(DateTimeOffset until) =>
        $"""<div class="alert alert-warning">The records of the day are spent. It goes on by itself at {(DateTimeOffset?)until}.</div>""";

    private static Markup Actions(PageRequest request, string account, JobStatus job)
    {
        JobAction[] actions = [.. JobAction.Of(job)];
        if (actions.Length == 0)
            return Markup.None;
        return
            $"""
            <form class="outreach-actions" method="post" action="{request.To(DashboardEntry.JobPath)}">
                {request.Token()}
                <input type="hidden" name="account" value="{account}"><input type="hidden" name="key" value="{job.Key}">
                {actions.Select(Button)}
            </form>
            """;
    }

    // No script asks "are you sure?": what cannot simply be taken back is behind a second click, which shows what it means.
    private static Markup Button(JobAction action) => action.Warning is { } warning
        ? Guarded(action, warning)
        : $"""<button class="btn btn-default" name="action" value="{action.Name}">{action.Label}</button>""";

    private static Markup Guarded(JobAction action, string warning) =>
        $"""
        <details>
            <summary class="btn btn-default">{action.Label} …</summary>
            <div class="panel panel-default"><div class="panel-body">
                <p>{warning}</p><button class="btn btn-danger" name="action" value="{action.Name}">{action.Label}</button>
            </div></div>
        </details>
        """;

    private static Markup Reasons(JobStatus job)
    {
        Markup[] rows =
        [
            .. job.Chunks
                .Where(chunk => chunk.Failed > 0 || chunk.Outcome is not (null or ChunkOutcome.Completed or ChunkOutcome.NothingDone))
                .GroupBy(chunk => (chunk.Outcome, chunk.Reason))
                .OrderByDescending(group => group.Sum(chunk => chunk.Failed))
                .Select(group => Reason(group.Key.Outcome, group.Key.Reason, [.. group])),
        ];
        if (rows.Length == 0)
            return Markup.None;
        return
            $"""
            <h2>Failures</h2>
            <table class="table outreach-table">
                <thead><tr>
                    <th>End</th><th>Reason</th><th class="align-right">Chunks</th><th class="align-right">Failed records</th>
                </tr></thead>
                <tbody>{rows}</tbody>
            </table>
            {(job.Failed > 0 ? OfRecords(job) : Markup.None)}
            """;
    }

    // They are in the account's batches, and no page of this dashboard makes a request.
    private static Markup OfRecords(JobStatus job) =>
        $"""
        <p class="text-muted">Why single records failed is not stored here. <code>outreach-bulk jobs failures {job.Key}</code> asks Outreach,
            and writes a file with each record or row and its reason. In code,
            <code>{nameof(JobResult)}.{nameof(JobResult.WriteFailuresAsync)}</code> does.</p>
        """;

    private static Markup Reason(ChunkOutcome? outcome, string? reason, ChunkStatus[] chunks) =>
        $"""
        <tr>
            <td data-label="End">{(outcome is { } end ? Parts.Words(end) : "Under way")}</td>
            <td data-label="Reason">{reason ?? "Each record has a reason of its own."}</td>
            <td data-label="Chunks" class="align-right">{chunks.Length}</td>
            <td data-label="Failed records" class="align-right">{chunks.Sum(chunk => chunk.Failed)}</td>
        </tr>
        """;

    private static Markup Chunk(ChunkStatus chunk) =>
        $"""
        <tr>
            <td data-label="No.">{chunk.Plan.Number}</td>
            <td data-label="Records">{chunk.Plan.Where}{(chunk.Plan.IsCanary ? ", canary" : "")}</td>
            <td data-label="State">{State(chunk)}</td>
            <td data-label="Batch or import">{chunk.OperationId?.ToString(CultureInfo.InvariantCulture)}</td>
            <td data-label="Attempts" class="align-right">{Count(chunk, chunk.Attempts)}</td>
            <td data-label="Planned" class="align-right">{chunk.Plan.Records}</td>
            <td data-label="Matched" class="align-right">{Count(chunk, chunk.Matched)}</td>
            <td data-label="Processed" class="align-right">{Count(chunk, chunk.Processed)}</td>
            <td data-label="Failed" class="align-right">{Count(chunk, chunk.Failed)}</td>
            <td data-label="Reason">{chunk.Reason}</td>
        </tr>
        """;

    // Of a chunk whose request was never sent there is nothing to count.
    private static Markup Count(ChunkStatus chunk, long count) => chunk.Attempts == 0 ? Markup.None : $"{count}";

    private static Markup State(ChunkStatus chunk) => chunk switch
    {
        { Outcome: { } outcome } => $"""<span class="label {OutcomeClass(outcome)}">{Parts.Words(outcome)}</span>""",
        { IsUnderWay: true } => $"""<span class="label label-primary">Under way</span>""",
        _ => $"""<span class="label label-default">Waiting</span>""",
    };

    private static string OutcomeClass(ChunkOutcome outcome) => outcome switch
    {
        ChunkOutcome.Completed or ChunkOutcome.NothingDone => "label-success",
        ChunkOutcome.CompletedWithFailures or ChunkOutcome.Incomplete => "label-warning",
        ChunkOutcome.Failed or ChunkOutcome.OutOfBounds or ChunkOutcome.Unknown => "label-danger",
        _ => "label-default",
    };
}
