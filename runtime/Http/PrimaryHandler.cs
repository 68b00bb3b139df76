namespace Outreach.Bulk.Http;

/// <summary>The handler that speaks to the network: follows no redirect, keeps no cookie.</summary>
internal static class PrimaryHandler
{
    public static SocketsHttpHandler Create() => new()
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
    };
}
