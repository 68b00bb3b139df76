using Outreach.Bulk.Tests.Telemetry;

namespace Outreach.Bulk.Integration.Tests;

internal static class Client
{
    public static OutreachClient Over(Uri baseAddress, string token, Action<OutreachBulkOptions>? configure = null)
    {
        OutreachBulkOptions options = new()
        {
            BaseAddress = baseAddress,
            AccessToken = (_, _) => new(token),
            LoggerFactory = TelemetryWatch.LoggerFactory,
        };
        options.PollJitter = 0;
        configure?.Invoke(options);
        return new(options);
    }
}
