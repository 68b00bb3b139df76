using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Outreach.Bulk.Jobs.Hangfire.Options;

namespace Outreach.Bulk.Jobs.Hangfire.Dashboard;

/// <summary>Answers for the list of jobs and for one job.</summary>
internal sealed partial class JobPages(JobAccounts accounts, ILogger<JobPages> logger)
{
    private const string Title = "Outreach jobs";

    public async Task ListAsync(PageRequest request)
    {
        if (!IsAllowed(request.Http, HttpMethods.Get, HttpMethods.Head))
            return;
        CancellationToken aborted = request.Http.RequestAborted;
        List<AccountJobs> all = [];
        foreach (OutreachJobs jobs in accounts.All)
        {
            all.Add(new(
                jobs.Account, await jobs.ListAsync(aborted).ConfigureAwait(false), await jobs.BudgetAsync(aborted).ConfigureAwait(false)));
        }

        request.Http.Response.Headers["Refresh"] = "30";
        await request.WriteAsync(Title, ListView.Of(request, all)).ConfigureAwait(false);
    }

    public async Task JobAsync(PageRequest request)
    {
        if (!IsAllowed(request.Http, HttpMethods.Get, HttpMethods.Head, HttpMethods.Post))
            return;
        if (HttpMethods.IsPost(request.Http.Request.Method))
            await ActAsync(request).ConfigureAwait(false);
        else
            await ShowAsync(request).ConfigureAwait(false);
    }

    private async Task ShowAsync(PageRequest request)
    {
        IQueryCollection query = request.Http.Request.Query;
        CancellationToken aborted = request.Http.RequestAborted;
        if (await FindAsync(query["account"], query["key"], aborted).ConfigureAwait(false) is not ({ } jobs, { } job))
        {
            await NotFoundAsync(request).ConfigureAwait(false);
            return;
        }

        JobStatus status = await job.GetStatusAsync(aborted).ConfigureAwait(false);
        Markup view = JobView.Of(request, jobs.Account, status, await jobs.BudgetAsync(aborted).ConfigureAwait(false));
        await request.WriteAsync(status.Key, view).ConfigureAwait(false);
    }

    private async Task ActAsync(PageRequest request)
    {
        // Who may not act is not told more than that; neither is a form that another site sent.
        if (!request.MayAct || !await request.HasTokenAsync().ConfigureAwait(false))
        {
            request.Http.Response.StatusCode = StatusCodes.Status403Forbidden;
            return;
        }

        CancellationToken aborted = request.Http.RequestAborted;
        IFormCollection form = await request.Http.Request.ReadFormAsync(aborted).ConfigureAwait(false);
        if (JobAction.All.FirstOrDefault(each => each.Name == form["action"]) is not { } action)
        {
            request.Http.Response.StatusCode = StatusCodes.Status400BadRequest;
            return;
        }

        if (await FindAsync(form["account"], form["key"], aborted).ConfigureAwait(false) is not ({ } jobs, { } job))
        {
            await NotFoundAsync(request).ConfigureAwait(false);
            return;
        }

        // Once it was asked for it is done, whether or not the browser waits for the answer.
        await action.RunAsync(job, CancellationToken.None).ConfigureAwait(false);
        Acted(logger, request.Http.User.Identity?.Name ?? "somebody without a name", action.Name, job.Key);
        request.SeeOther(JobLink.Path(jobs.Account, job.Key));
    }

    private async Task<(OutreachJobs? Jobs, Job? Job)> FindAsync(string? account, string? key, CancellationToken cancellationToken)
    {
        foreach (OutreachJobs jobs in accounts.All)
        {
            if (jobs.Account == account && !string.IsNullOrWhiteSpace(key))
            {
                try
                {
                    if (await jobs.FindAsync(key, cancellationToken).ConfigureAwait(false) is { } job)
                        return (jobs, job);
                }
                catch (ArgumentException)
                {
                    // No job can have such a key.
                }
            }
        }

        return default;
    }

    private static Task NotFoundAsync(PageRequest request) => request.WriteAsync(
        Title,
        $"""
        <h1 class="page-header">{Title}</h1>
        <div class="alert alert-warning">There is no such job: it was removed, or another store is meant.
            <a href="{request.To(DashboardEntry.ListPath)}">All jobs</a></div>
        """,
        StatusCodes.Status404NotFound);

    private static bool IsAllowed(HttpContext http, params ReadOnlySpan<string> methods)
    {
        foreach (string method in methods)
        {
            if (HttpMethods.Equals(method, http.Request.Method))
                return true;
        }

        http.Response.StatusCode = StatusCodes.Status405MethodNotAllowed;
        http.Response.Headers.Allow = string.Join(", ", methods);
        return false;
    }

    [LoggerMessage(11, LogLevel.Information, "{User} asked on the dashboard for {Action} of job {Job}")]
    private static partial void Acted(ILogger logger, string user, string action, string job);
}
