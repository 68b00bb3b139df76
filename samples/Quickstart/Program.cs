using System.Globalization;
using Outreach.Bulk;
using Quickstart;

// With a token and an address of your own this lists the recent batches of your org and changes nothing. Without, it
// shows everything on a local emulator.
string? token = Environment.GetEnvironmentVariable("OUTREACH_TOKEN");
string? address = Environment.GetEnvironmentVariable("OUTREACH_URL");
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture; // The texts are English; so are their numbers.
Screen screen = new();
try
{
    if (string.IsNullOrWhiteSpace(token) != string.IsNullOrWhiteSpace(address))
    {
        screen.Problem("Set both OUTREACH_TOKEN and OUTREACH_URL (such as https://api.outreach.io/api/v2/), or neither.");
        return 2;
    }

    if (string.IsNullOrWhiteSpace(token))
    {
        await Demo.RunAsync(screen);
        return 0;
    }

    if (!Uri.TryCreate(address, UriKind.Absolute, out Uri? api)
        || api is not { Scheme: "http" or "https", UserInfo: "", Query: "", Fragment: "" })
    {
        screen.Problem(
            "OUTREACH_URL must be an absolute http or https address without user name and query, such as https://api.outreach.io/api/v2/.");
        return 2;
    }

    await RecentBatches.ListAsync(screen, token, api);
    return 0;
}
catch (Exception exception) when (exception is OutreachBulkException or ArgumentException)
{
    screen.Problem(exception.Message);
    return 1;
}
