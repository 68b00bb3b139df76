using Hangfire.Dashboard;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Outreach.Bulk.Jobs.Hangfire.Options;

namespace Outreach.Bulk.Jobs.Hangfire.Dashboard;

/// <summary>A request for a page of ours, and what whoever sent it may do.</summary>
internal sealed class PageRequest(DashboardContext context, HttpContext http)
{
    public HttpContext Http => http;

    /// <summary>Whether nobody was said to be allowed to act on jobs.</summary>
    public bool IsClosed => Options.Authorization.Count == 0;

    /// <summary>Whether its sender may act on jobs.</summary>
    public bool MayAct => !IsClosed && !context.IsReadOnly && Options.Authorization.All(filter => filter.Authorize(context));

    private OutreachHangfireOptions Options => http.RequestServices.GetRequiredService<OutreachHangfireOptions>();

    private IAntiforgery Antiforgery => http.RequestServices.GetRequiredService<IAntiforgery>();

    /// <summary>A path in the dashboard, as the browser has it.</summary>
    public string To(string path) => new UrlHelper(context).To(path);

    /// <summary>The token that a post must bring along, as a field of its form.</summary>
    public Markup Token()
    {
        AntiforgeryTokenSet tokens = Antiforgery.GetAndStoreTokens(http);
        return $"""<input type="hidden" name="{tokens.FormFieldName}" value="{tokens.RequestToken}">""";
    }

    /// <summary>Whether a post brought its token along. Hangfire checks too, unless that is switched off.</summary>
    public Task<bool> HasTokenAsync() => Antiforgery.IsRequestValidAsync(http);

    /// <summary>Answers with a page in Hangfire's frame.</summary>
    public Task WriteAsync(string title, Markup body, int status = StatusCodes.Status200OK)
    {
        http.Response.StatusCode = status;
        RouteCollection frame = new();
        frame.AddRazorPage(".*", _ => new FramedPage(title, body));
        return frame.FindDispatcher("/").Item1.Dispatch(context);
    }

    /// <summary>Has the browser get a page after its post.</summary>
    public void SeeOther(string path)
    {
        http.Response.StatusCode = StatusCodes.Status303SeeOther;
        http.Response.Headers.Location = To(path);
    }
}
