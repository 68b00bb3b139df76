using Hangfire.Dashboard;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Outreach.Bulk.Jobs.Hangfire.Dashboard;

/// <summary>Answers requests for a page of ours.</summary>
internal sealed class PageDispatcher(Func<JobPages, PageRequest, Task> page) : IDashboardDispatcher
{
    // Hangfire's frame needs its own scripts, styles and fonts; nothing else is to load or run, whatever a text of the server's holds.
    private const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self' data:; connect-src 'self'; "
            + "form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    public async Task Dispatch(DashboardContext context)
    {
        HttpContext http = context.GetHttpContext();
        if (http.RequestServices.GetService<JobPages>() is not { } pages)
        {
            http.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        http.Response.Headers.ContentSecurityPolicy = Policy;
        http.Response.Headers.CacheControl = "no-store";
        http.Response.Headers.XContentTypeOptions = "nosniff";
        http.Response.Headers["Referrer-Policy"] = "same-origin";
        PageRequest request = new(context, http);
        try
        {
            await page(pages, request).ConfigureAwait(false);
        }
        catch (OutreachBulkException exception) when (!http.Response.HasStarted)
        {
            await request.WriteAsync(
                "Outreach jobs",
                $"""<h1 class="page-header">Outreach jobs</h1><div class="alert alert-danger">{exception.Message}</div>""",
                exception is JobStoreException ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status409Conflict)
                .ConfigureAwait(false);
        }
    }
}
