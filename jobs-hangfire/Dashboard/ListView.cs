namespace Outreach.Bulk.Jobs.Hangfire.Dashboard;

/// <summary>The list of jobs.</summary>
internal static class ListView
{
    // More make a page that nobody reads and every browser has to lay out.
    private const int Most = 100;

    public static Markup Of(PageRequest request, IReadOnlyList<AccountJobs> accounts) =>
        $"""
        <h1 class="page-header">Outreach jobs</h1>
        {Parts.ReadOnly(request)}
        {accounts.Select(account => Account(request, account))}
        """;

    private static Markup Account(PageRequest request, AccountJobs account) =>
        $"""
        {Parts.Budget(account.Account, account.Budget)}
        {(account.Jobs.Count == 0 ? Nothing() : Table(request, account))}
        """;

    private static Markup Nothing() => $"""<div class="alert alert-info">No job is planned.</div>""";

    private static Markup Table(PageRequest request, AccountJobs account) =>
        $"""
        <table class="table outreach-table">
            <thead><tr>
                <th>Job</th><th>State</th><th>Records</th><th class="align-right">Failed</th><th class="align-right">Chunks ended</th>
                <th>Started</th><th>Ended</th>
            </tr></thead>
            <tbody>{account.Jobs.Take(Most).Select(job => Row(request, account.Account, job))}</tbody>
        </table>
        {(account.Jobs.Count > Most ? More(account.Jobs.Count - Most) : Markup.None)}
        """;

    private static Markup Row(PageRequest request, string account, JobStatus job) =>
        $"""
        <tr>
            <td data-label="Job"><a href="{request.To(JobLink.Path(account, job.Key))}">{job.Key}</a>
                <small class="text-muted">{job.Action}</small></td>
            <td data-label="State">{Parts.State(job)}{(job.PlanError is null ? Markup.None : Unreadable())}</td>
            <td data-label="Records">{Parts.Progress(job)}</td>
            <td data-label="Failed" class="align-right">{job.Failed}</td>
            <td data-label="Chunks ended" class="align-right">{Ended(job)} of {job.Chunks.Count}</td>
            <td data-label="Started" class="outreach-line">{job.StartedAt}</td>
            <td data-label="Ended" class="outreach-line">{job.EndedAt}</td>
        </tr>
        """;

    private static Markup Unreadable() => $""" <span class="label label-danger">Plan cannot be read</span>""";

    private static int Ended(JobStatus job) => job.Chunks.Count(chunk => chunk.Outcome is not null);

    private static Markup More(int count) => $"""<p class="text-muted">{count} older jobs are not shown.</p>""";
}
