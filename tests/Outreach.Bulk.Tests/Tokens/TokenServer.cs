using System.Net;
using System.Text;

namespace Outreach.Bulk.Tests.Tokens;

/// <summary>Hands out tokens as Outreach does: a refresh token can be used once, and its successor is in the answer only.</summary>
internal sealed class TokenServer : HttpMessageHandler
{
    private int _issued;

    public List<Dictionary<string, string>> Requests { get; } = [];

    /// <summary>The one refresh token that is good.</summary>
    public string RefreshToken { get; private set; } = "refresh-0";

    /// <summary>Answers in its place, or throws, before it has acted.</summary>
    public Func<HttpResponseMessage?>? Instead { get; set; }

    /// <summary>Answers in its place, or throws, after it has acted.</summary>
    public Func<HttpResponseMessage?>? Afterwards { get; set; }

    /// <summary>Ends what it waits for after it has acted.</summary>
    public TaskCompletionSource? Held { get; set; }

    /// <summary>Completes when a request has been acted on.</summary>
    public TaskCompletionSource Acted { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public string ExpiresIn { get; set; } = "7200";

    public static HttpResponseMessage Json(string body, int status = 200) =>
        new((HttpStatusCode)status) { Content = new StringContent(body, Encoding.UTF8, "application/json") };

    public static HttpResponseMessage InvalidGrant() =>
        Json("""{"error":"invalid_grant","error_description":"The provided authorization grant is invalid."}""", 400);

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        string form = await request.Content!.ReadAsStringAsync(cancellationToken);
        Dictionary<string, string> fields = form.Split('&').Select(field => field.Split('='))
            .ToDictionary(field => field[0], field => Uri.UnescapeDataString(field[1]));
        Requests.Add(fields);
        if (Instead?.Invoke() is { } other)
            return other;
        if (fields["grant_type"] == "refresh_token" && fields["refresh_token"] != RefreshToken)
            return InvalidGrant();
        RefreshToken = $"refresh-{++_issued}";
        Acted.TrySetResult();
        if (Afterwards?.Invoke() is { } late)
            return late;
        if (Held is not null)
            await Held.Task.WaitAsync(cancellationToken);
        return Json(
            $$"""{"access_token":"access-{{_issued}}","token_type":"Bearer","expires_in":{{ExpiresIn}},"""
                + $$""" "refresh_token":"{{RefreshToken}}","scope":"batches.read","created_at":1}""");
    }
}
