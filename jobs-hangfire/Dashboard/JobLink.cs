namespace Outreach.Bulk.Jobs.Hangfire.Dashboard;

/// <summary>Where a job's page is. A key may hold any character, so that it is no part of the path.</summary>
internal static class JobLink
{
    public static string Path(string account, string key) =>
        $"{DashboardEntry.JobPath}?account={Uri.EscapeDataString(account)}&key={Uri.EscapeDataString(key)}";
}
