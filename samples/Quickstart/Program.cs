using Outreach.Bulk;
using Quickstart;

// With a token and an address of your own this lists the recent batches of your org and changes nothing. Without, it
// shows everything on a local emulator.
string? token = Environment.GetEnvironmentVariable("OUTREACH_TOKEN");
string? address = Environment.GetEnvironmentVariable("OUTREACH_URL");
Screen screen = new();
try
{
    if (string.IsNullOrWhiteSpace(token) != string.IsNullOrWhiteSpace(address))
    {
        screen.Problem("Set both OUTREACH_TOKEN and OUTREACH_URL (such as https://api.outreach.io/api/v2/), or neither.");
        return 2;
    }

    if (string.IsNullOrWhiteSpace(token))
        await Demo.RunAsync(screen);
    else
        await RecentBatches.ListAsync(screen, token, address!);
    return 0;
}
catch (Exception exception) when (exception is OutreachBulkException or ArgumentException or UriFormatException)
{
    screen.Problem(exception.Message);
    return 1;
}
