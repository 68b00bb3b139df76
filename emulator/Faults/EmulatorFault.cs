using System.Globalization;
using Outreach.Bulk.Emulator.Faults;
using Outreach.Bulk.Emulator.JsonApi;

namespace Outreach.Bulk.Emulator;

/// <summary>
/// Something that goes wrong. Most faults take the place of the answer or spoil it. <see cref="StaleRead"/>,
/// <see cref="StayPending"/>, <see cref="CancelBatch"/>, <see cref="ConfirmBatch"/>, <see cref="ChangeRecords"/> and
/// <see cref="ShedCount"/> concern batches and records instead, and do nothing to requests that have none.
/// </summary>
public sealed class EmulatorFault
{
    private const string HalfJson = "{\"data\":{\"type\":\"bat";

    private EmulatorFault(FaultKind kind) => Kind = kind;

    /// <summary>The connection is reset once the request has come; nothing is done.</summary>
    public static EmulatorFault Reset { get; } = new(FaultKind.Reset);

    /// <summary>The connection is reset as soon as the head of the request has come; its body is not read, nothing is done.</summary>
    public static EmulatorFault ResetBeforeBody { get; } = new(FaultKind.ResetBeforeBody);

    /// <summary>The request is worked off, then the connection is reset without an answer.</summary>
    public static EmulatorFault LoseResponse { get; } = new(FaultKind.LoseResponse);

    /// <summary>The batches that the request makes never leave <c>pending</c> unless they are canceled.</summary>
    public static EmulatorFault StayPending { get; } = new(FaultKind.StayPending);

    /// <summary>Somebody else confirms the batches that the request makes, as soon as it is answered.</summary>
    public static EmulatorFault ConfirmBatch { get; } = new(FaultKind.ConfirmBatch);

    /// <summary>A count that is requested is not made, as under load: it is returned as 0, truncated.</summary>
    public static EmulatorFault ShedCount { get; } = new(FaultKind.ShedCount);

    internal FaultKind Kind { get; }

    internal bool AfterWork { get; private init; }

    internal int Status { get; private init; }

    internal Func<DateTimeOffset, int, IReadOnlyDictionary<string, string>> Headers { get; private init; } =
        (_, _) => new Dictionary<string, string>();

    internal string Body { get; private init; } = "";

    internal string Code { get; private init; } = "";

    internal long Amount { get; private init; }

    internal double Share { get; private init; }

    internal TimeSpan Wait { get; private init; }

    internal TimeProvider? Time { get; private init; }

    internal Task Release { get; private init; } = Task.CompletedTask;

    /// <summary>Whether it concerns the response: of such faults a request can only have one.</summary>
    internal bool AffectsResponse =>
        Kind is not (
            FaultKind.StaleRead or FaultKind.StayPending or FaultKind.CancelBatch or FaultKind.ConfirmBatch or FaultKind.ChangeRecords
            or FaultKind.ShedCount);

    /// <summary>This is answered instead of the true answer.</summary>
    /// <param name="status">The status, 200 to 599.</param>
    /// <param name="headers">The headers; without a <c>Content-Type</c> it is that of JSON:API. Default none.</param>
    /// <param name="body">The body, sent as it is: it may be HTML, or broken. Default empty.</param>
    /// <param name="afterWork">Whether the request is worked off all the same. Default false: nothing is done.</param>
    public static EmulatorFault Respond(
        int status, IReadOnlyDictionary<string, string>? headers = null, string body = "", bool afterWork = false)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(status, 200);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(status, 599);
        ArgumentNullException.ThrowIfNull(body);
        Dictionary<string, string> copy = headers is null ? [] : new(headers);
        return new(FaultKind.Respond) { Status = status, Headers = (_, _) => copy, Body = body, AfterWork = afterWork };
    }

    /// <summary>A page of HTML is answered, as gateways do.</summary>
    /// <param name="status">The status, 200 to 599. Default 502.</param>
    /// <param name="afterWork">Whether the request is worked off all the same. Default false: nothing is done.</param>
    public static EmulatorFault HtmlPage(int status = 502, bool afterWork = false) => Respond(
        status,
        new Dictionary<string, string> { ["Content-Type"] = "text/html" },
        "<html><head><title>Error</title></head><body><h1>The page is temporarily unavailable.</h1></body></html>\n",
        afterWork);

    /// <summary>401 is answered, as for a token that has expired; nothing is done.</summary>
    /// <param name="form">Who answers so. Default the API, with its errors.</param>
    public static EmulatorFault Unauthorized(UnauthorizedForm form = UnauthorizedForm.JsonApi) => form switch
    {
        UnauthorizedForm.JsonApi => Refusal(
            new ApiException(401, "unauthorized", "Unauthorized", "The access token has expired."),
            (_, _) => new Dictionary<string, string>()),
        UnauthorizedForm.Gateway => Respond(401, body: """{"error":"invalid_token","description":"The access token has expired."}"""),
        _ => HtmlPage(401),
    };

    /// <summary>429 is answered, with the error <c>rateLimitExceeded</c>; nothing is done.</summary>
    /// <param name="wait">How long the caller shall wait, 0 or more; rounded up to whole seconds.</param>
    /// <param name="format">How the reset is written in <c>X-RateLimit-Reset</c> and <c>Retry-After</c>. Default Unix seconds.</param>
    /// <param name="retryAfterOnly">Whether to leave out the headers <c>X-RateLimit-…</c>. Default false.</param>
    public static EmulatorFault TooManyRequests(
        TimeSpan wait, RetryAfterFormat format = RetryAfterFormat.Epoch, bool retryAfterOnly = false)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(wait, TimeSpan.Zero);
        return Refusal(
            new ApiException(429, "rateLimitExceeded", "Rate Limit Exceeded", "The budget of requests is spent."),
            (now, limit) => retryAfterOnly
                ? RateLimitHeaders.RetryAfter(format, wait, now)
                : RateLimitHeaders.RateLimit(format, wait, now, limit));
    }

    /// <summary>503 is answered, with the error <c>scheduledServerMaintenance</c>; nothing is done.</summary>
    /// <param name="wait">How long the caller shall wait, 0 or more; rounded up to whole seconds.</param>
    /// <param name="format">How <c>Retry-After</c> is written. Default ISO-8601.</param>
    public static EmulatorFault Unavailable(TimeSpan wait, RetryAfterFormat format = RetryAfterFormat.Iso8601)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(wait, TimeSpan.Zero);
        return Refusal(
            new ApiException(503, "scheduledServerMaintenance", "Scheduled Server Maintenance", "The service is down for maintenance."),
            (now, _) => RateLimitHeaders.RetryAfter(format, wait, now));
    }

    /// <summary>JSON that ends too early is answered, whole as far as HTTP can tell.</summary>
    /// <param name="afterWork">
    /// Whether the request is worked off, and the first half of its true answer sent with its status. Default false:
    /// nothing is done, and the status is 200.
    /// </param>
    public static EmulatorFault TruncatedJson(bool afterWork = false) =>
        afterWork ? new(FaultKind.TruncatedJson) : Respond(200, body: HalfJson);

    /// <summary>The request is worked off and its answer announced in full length, but the connection closes on the way.</summary>
    /// <param name="share">How much of the body is sent, from 0, where only the headers are, to below 1. Default the first half.</param>
    public static EmulatorFault IncompleteResponse(double share = 0.5)
    {
        if (!(share >= 0 && share < 1))
            throw new ArgumentOutOfRangeException(nameof(share), share, "Must be from 0 to below 1.");
        return new(FaultKind.IncompleteResponse) { Share = share };
    }

    /// <summary>The request is worked off, but its answer waits.</summary>
    /// <param name="release">Ends the wait when it completes.</param>
    public static EmulatorFault Hold(Task release)
    {
        ArgumentNullException.ThrowIfNull(release);
        return new(FaultKind.Hold) { Release = release };
    }

    /// <summary>The request is worked off, but the first byte of its answer comes late.</summary>
    /// <param name="wait">How late, above 0.</param>
    /// <param name="time">The clock to wait by. Default null: <see cref="EmulatorOptions.TimeProvider"/>.</param>
    public static EmulatorFault DelayedResponse(TimeSpan wait, TimeProvider? time = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(wait, TimeSpan.Zero);
        return new(FaultKind.DelayedResponse) { Wait = wait, Time = time };
    }

    /// <summary>The request is worked off; the body of its answer comes in small pieces.</summary>
    /// <param name="pieces">How many pieces, 2 or more; a body of fewer bytes comes in as many.</param>
    /// <param name="wait">How long to wait before each, above 0.</param>
    /// <param name="time">The clock to wait by. Default null: <see cref="EmulatorOptions.TimeProvider"/>.</param>
    public static EmulatorFault SlowBody(int pieces, TimeSpan wait, TimeProvider? time = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(pieces, 2);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(wait, TimeSpan.Zero);
        return new(FaultKind.SlowBody) { Amount = pieces, Wait = wait, Time = time };
    }

    /// <summary>An upload is taken in up to a point, then the connection is reset and nothing kept of it.</summary>
    /// <param name="afterBytes">How much of the file is taken in, 0 or more bytes; all of it when it is no longer than that.</param>
    public static EmulatorFault ResetDuringUpload(long afterBytes)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(afterBytes);
        return new(FaultKind.ResetDuringUpload) { Amount = afterBytes };
    }

    /// <summary>
    /// The storage refuses an upload, in S3's XML, and keeps nothing of it: <c>503 SlowDown</c>, <c>500 InternalError</c> and
    /// <c>400 RequestTimeout</c> are what S3 says of itself that passes.
    /// </summary>
    /// <param name="status">The status, 300 to 599.</param>
    /// <param name="code">The storage's word.</param>
    /// <param name="wait">
    /// How long <c>Retry-After</c> tells the caller to wait, 0 or more; rounded up to whole seconds. Default null: nothing.
    /// </param>
    public static EmulatorFault RefuseUpload(int status, string code, TimeSpan? wait = null)
    {
        ThrowIfNoRefusal(status, code);
        ArgumentOutOfRangeException.ThrowIfLessThan(wait ?? TimeSpan.Zero, TimeSpan.Zero, nameof(wait));
        return new(FaultKind.RefuseUpload)
        {
            Status = status,
            Code = code,
            Headers = (now, _) => wait is { } told ? RateLimitHeaders.RetryAfter(RetryAfterFormat.Seconds, told, now) : [],
        };
    }

    /// <summary>The storage redirects an upload, with <c>307 TemporaryRedirect</c>, as S3 does for a bucket that is elsewhere.</summary>
    /// <param name="target">Where to.</param>
    public static EmulatorFault RedirectUpload(Uri target)
    {
        ArgumentNullException.ThrowIfNull(target);
        Dictionary<string, string> headers = new() { ["Location"] = target.OriginalString };
        return new(FaultKind.RefuseUpload) { Status = 307, Code = "TemporaryRedirect", Headers = (_, _) => headers };
    }

    /// <summary>
    /// The storage refuses an upload while the file is still being sent, and resets the connection behind its answer. Nothing is kept.
    /// </summary>
    /// <param name="afterBytes">How much of the file is taken in before, 0 or more bytes. Default 0: only the head of the request.</param>
    /// <param name="status">The status, 300 to 599. Default 403.</param>
    /// <param name="code">The storage's word. Default <c>AccessDenied</c>.</param>
    public static EmulatorFault RefuseUploadEarly(long afterBytes = 0, int status = 403, string code = "AccessDenied")
    {
        ArgumentOutOfRangeException.ThrowIfNegative(afterBytes);
        ThrowIfNoRefusal(status, code);
        return new(FaultKind.RefuseUploadEarly) { Amount = afterBytes, Status = status, Code = code };
    }

    /// <summary>
    /// GET on batches and imports shows them as a replica that lags behind would: each in the last state it was shown in
    /// before its present one. Filters and order go by what is true.
    /// </summary>
    /// <param name="unseen">How many of the newest batches lists lack altogether, 0 or more. Default 0.</param>
    public static EmulatorFault StaleRead(int unseen = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(unseen);
        return new(FaultKind.StaleRead) { Amount = unseen };
    }

    /// <summary>Somebody else cancels the batches that the request makes.</summary>
    /// <param name="afterItems">
    /// After how many items, 0 or more. Default 0: right after the request is answered, even while it waits to be confirmed.
    /// Has no effect on a batch with no more items than that.
    /// </param>
    public static EmulatorFault CancelBatch(int afterItems = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(afterItems);
        return new(FaultKind.CancelBatch) { Amount = afterItems };
    }

    /// <summary>
    /// Records that a bulk action selects come or go. That a batch which waits to be confirmed then selects anew is made up:
    /// whether Outreach does so is unpublished.
    /// </summary>
    /// <param name="by">
    /// How many come, as copies of a selected one under new ids without its unique key; below 0, how many of the selected go.
    /// </param>
    /// <param name="afterPost">
    /// Whether it happens after the action is posted, so that a batch that waits to be confirmed has another count than its
    /// POST was answered with. Default false: right before, so that it has another count than a preview.
    /// </param>
    public static EmulatorFault ChangeRecords(int by, bool afterPost = false) =>
        new(FaultKind.ChangeRecords) { Amount = by, AfterWork = afterPost };

    /// <summary>Its name, with the status where it answers one: <c>LoseResponse</c>, <c>Respond 429</c>.</summary>
    public override string ToString() => Status == 0 ? $"{Kind}" : $"{Kind} {Status.ToString(CultureInfo.InvariantCulture)}";

    private static void ThrowIfNoRefusal(int status, string code)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(status, 300);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(status, 599);
        ArgumentException.ThrowIfNullOrWhiteSpace(code);
    }

    private static EmulatorFault Refusal(ApiException error, Func<DateTimeOffset, int, IReadOnlyDictionary<string, string>> headers) =>
        new(FaultKind.Respond) { Status = error.Status, Headers = headers, Body = JsonText.Write(error.ToResponse().Body!) };
}
