using Hangfire.Dashboard;
using Microsoft.Extensions.DependencyInjection;

namespace Outreach.Bulk.Jobs.Hangfire.Dashboard;

/// <summary>
/// The routes and the menu item in Hangfire's dashboard. Those are the process's, not a host's; a host without jobs shows nothing of them.
/// </summary>
internal static class DashboardEntry
{
    public const string ListPath = "/outreach-jobs";

    public const string JobPath = "/outreach-jobs/job";

    private static int s_isRegistered;

    public static void Register()
    {
        if (Interlocked.Exchange(ref s_isRegistered, 1) != 0)
            return;
        DashboardRoutes.AddStylesheet(typeof(DashboardEntry).Assembly, "jobs.css");
        DashboardRoutes.Routes.Add(ListPath, new PageDispatcher((pages, request) => pages.ListAsync(request)));
        DashboardRoutes.Routes.Add(JobPath, new PageDispatcher((pages, request) => pages.JobAsync(request)));
        NavigationMenu.Items.Add(page => page.Context.GetHttpContext().RequestServices.GetService<JobPages>() is null
            ? null
            : new MenuItem("Outreach", page.Url.To(ListPath))
            {
                Active = page.RequestPath.StartsWith(ListPath, StringComparison.OrdinalIgnoreCase),
            });
    }
}
