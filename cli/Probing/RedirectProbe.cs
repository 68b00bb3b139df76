using Outreach.Bulk.Cli.Output;
using Outreach.Bulk.Http;

namespace Outreach.Bulk.Cli.Probing;

/// <summary>Whether a loopback redirect is taken for the application in OUTREACH_CLIENT_ID.</summary>
internal sealed class RedirectProbe : IProbe
{
    public string Name => "redirect";

    public string Settles => "whether an application may have a loopback redirect (needs OUTREACH_CLIENT_ID)";

    public string? Touches => null;

    public async Task RunAsync(ProbeContext context, CancellationToken cancellationToken)
    {
        if (context.Session.Variable("OUTREACH_CLIENT_ID") is not { } client)
        {
            context.Findings.Add("loopbackRedirect", "not known: set OUTREACH_CLIENT_ID, and register http://127.0.0.1:8400/callback "
                + "for it");
            return;
        }

        Uri address = new(
            context.Session.BaseAddress,
            $"/oauth/authorize?response_type=code&client_id={Uri.EscapeDataString(client)}&redirect_uri="
                + $"{Uri.EscapeDataString("http://127.0.0.1:8400/callback")}&scope=accounts.read&state=probe");
        using HttpClient http = new(PrimaryHandler.Create());
        try
        {
            using HttpResponseMessage answer = await http.GetAsync(address, cancellationToken).ConfigureAwait(false);
            string? error = answer.Headers.Location?.Query.Contains("error=", StringComparison.Ordinal) == true
                ? "refused by redirect"
                : null;
            context.Findings.Add("loopbackRedirect", error ?? ((int)answer.StatusCode < 400 ? "taken" : $"refused with "
                + $"{(int)answer.StatusCode}"));
        }
        catch (HttpRequestException exception)
        {
            throw new CliException(ExitCode.Error, $"{address.Host} got no answer: {exception.Message}");
        }
    }
}
