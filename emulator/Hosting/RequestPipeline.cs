using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Outreach.Bulk.Emulator.Batches;
using Outreach.Bulk.Emulator.Faults;
using Outreach.Bulk.Emulator.JsonApi;
using Outreach.Bulk.Emulator.OAuth;
using Outreach.Bulk.Emulator.Recording;
using Outreach.Bulk.Emulator.Requests;
using Outreach.Bulk.Emulator.Storage;

namespace Outreach.Bulk.Emulator.Hosting;

/// <summary>
/// From bytes to bytes: record, inject faults, respond. One request is worked at a time, as in one database; only
/// uploads, which take their time, go on side by side.
/// </summary>
internal sealed class RequestPipeline(
    Lock gate,
    Router router,
    BatchScheduler scheduler,
    S3Endpoint storage,
    TokenRegistry tokens,
    EmulatorOptions options,
    EmulatorFaults faults,
    RequestLog log,
    Uri baseAddress)
{
    public const string Root = "/api/v2";
    private readonly RateLimiter _rateLimiter = new(options);
    private readonly OAuthEndpoints _oauth = new(tokens, options);

    public async Task HandleAsync(HttpContext context)
    {
        string method = context.Request.Method;
        string target = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        bool toStorage = S3Endpoint.Owns(target);
        string[] parts = target.Split('?', 2);
        bool toLogin = OAuthEndpoints.Owns(target);

        // Clients that know the difference between two clocks must not be shown two.
        context.Response.Headers.Date = options.TimeProvider.GetUtcNow().ToString("r", CultureInfo.InvariantCulture);
        string path = toStorage || toLogin ? Uri.UnescapeDataString(parts[0]) : PathOf(parts[0]);
        Dictionary<string, string> headers = context.Request.Headers
            .ToDictionary(h => h.Key, h => h.Value.ToString(), StringComparer.OrdinalIgnoreCase);
        InjectedFaults injected = faults.Inject(method, path);
        EmulatorFault? fault = injected.OnResponse;
        string body = toStorage || fault?.Kind == FaultKind.ResetBeforeBody ? "" : await ReadAsync(context);
        using Exchange exchange = log.Add(new RecordedRequest(method, target, headers, body, null), injected.ToString());
        Action<int> setStatus = exchange.SetStatus;

        if (fault?.Kind is FaultKind.Reset or FaultKind.ResetBeforeBody)
        {
            context.Abort();
            return;
        }

        if (fault is { Kind: FaultKind.Respond, AfterWork: false })
        {
            // A file that is still arriving must not be overtaken by the answer, which would be lost with the connection.
            if (toStorage)
                await context.Request.Body.CopyToAsync(Stream.Null, context.RequestAborted);
            await SendCannedAsync(context, fault, setStatus);
            return;
        }

        if (toStorage && fault?.Kind == FaultKind.RefuseUploadEarly)
        {
            setStatus(fault.Status);
            await RefuseEarlyAsync(context, fault);
            return;
        }

        ApiResponse? response = toStorage
            ? await StoreAsync(context, new S3Request(method, target, headers), fault)
            : toLogin ? LogIn(method, path, parts.ElementAtOrDefault(1) ?? "", body)
            : Work(
                new ApiRequest(method, path, parts.ElementAtOrDefault(1) ?? "", body, baseAddress)
                {
                    Faults = injected,
                    Exchange = exchange,
                },
                parts[0],
                headers);
        if (response is null || fault?.Kind == FaultKind.LoseResponse)
            context.Abort();
        else if (fault?.Kind == FaultKind.Respond)
            await SendCannedAsync(context, fault, setStatus);
        else
            await SendAsync(context, response, fault, setStatus);
    }

    /// <summary>The path below the base address, which has itself one of <c>/</c>; empty for none.</summary>
    private static string PathOf(string fullPath) =>
        fullPath == Root ? "/"
        : fullPath.StartsWith(Root + "/", StringComparison.Ordinal) ? Uri.UnescapeDataString(fullPath[Root.Length..])
        : "";

    private ApiResponse LogIn(string method, string path, string query, string body)
    {
        lock (gate)
            return _oauth.Handle(method, path, query, body);
    }

    private static async Task<string> ReadAsync(HttpContext context)
    {
        using StreamReader reader = new(context.Request.Body, Encoding.UTF8);
        return await reader.ReadToEndAsync(context.RequestAborted);
    }

    /// <summary>Answers null where the upload broke off.</summary>
    private async Task<ApiResponse?> StoreAsync(HttpContext context, S3Request request, EmulatorFault? fault)
    {
        try
        {
            if (fault?.Kind == FaultKind.RefuseUpload)
            {
                ApiResponse refusal = await S3Endpoint.RefuseAsync(request, context.Request.Body, ErrorOf(fault), context.RequestAborted);
                return refusal with { Headers = [.. refusal.Headers, .. fault.Headers(options.TimeProvider.GetUtcNow(), 0)] };
            }

            long? cutAfter = fault?.Kind == FaultKind.ResetDuringUpload ? fault.Amount : null;
            return await storage.PutAsync(request, context.Request.Body, cutAfter, context.RequestAborted);
        }
        catch (Exception e) when (e is IOException or OperationCanceledException)
        {
            return null;
        }
    }

    private static S3Exception ErrorOf(EmulatorFault fault) =>
        new(fault.Status, fault.Code, "A fault of the emulator refuses this upload.");

    private static async Task RefuseEarlyAsync(HttpContext context, EmulatorFault fault)
    {
        byte[] buffer = new byte[81_920];
        int read = 1;
        for (long left = fault.Amount; left > 0 && read > 0; left -= read)
            read = await context.Request.Body.ReadAsync(buffer.AsMemory(0, (int)Math.Min(left, buffer.Length)), context.RequestAborted);
        await ResponseWriter.ResetBehindAsync(context, fault.Status, ErrorOf(fault).ToResponse().ToBytes());
    }

    private ApiResponse Work(ApiRequest request, string fullPath, IReadOnlyDictionary<string, string> headers)
    {
        lock (gate)
        {
            ApiResponse response;
            try
            {
                response = new RequestValidator(tokens, _rateLimiter).Validate(request.Method, request.Path, headers)
                    ?? Route(request, fullPath);
            }
            catch (ApiException error)
            {
                response = error.ToResponse();
            }

            return response.Headers.Count > 0 || response.Status == 401
                ? response
                : response with { Headers = [.. _rateLimiter.Headers(rejected: false)] };
        }
    }

    private ApiResponse Route(ApiRequest request, string fullPath)
    {
        if (request.Path.Length == 0)
            throw ApiException.NotFound($"{request.Method} {fullPath}, since the API begins at {baseAddress}");
        scheduler.Advance();
        int known = scheduler.All.Count;
        ApiResponse response = router.Handle(request);
        foreach (Batch made in scheduler.All.Skip(known))
            scheduler.ApplyFaults(made, request.Faults);
        return response;
    }

    private Task SendCannedAsync(HttpContext context, EmulatorFault fault, Action<int> setStatus)
    {
        setStatus(fault.Status);
        IReadOnlyDictionary<string, string> headers = fault.Headers(options.TimeProvider.GetUtcNow(), options.RequestsPerHour);
        return ResponseWriter.SendAsync(context, fault.Status, headers, Encoding.UTF8.GetBytes(fault.Body));
    }

    private async Task SendAsync(HttpContext context, ApiResponse response, EmulatorFault? fault, Action<int> setStatus)
    {
        if (fault?.Kind == FaultKind.Hold)
            await fault.Release.WaitAsync(context.RequestAborted);
        if (fault?.Kind == FaultKind.DelayedResponse)
            await WaitAsync();
        (int status, IReadOnlyList<KeyValuePair<string, string>>? headers) = (response.Status, response.Headers);
        ReadOnlyMemory<byte> bytes = response.ToBytes();
        setStatus(status);
        await (fault?.Kind switch
        {
            FaultKind.IncompleteResponse => ResponseWriter.CutAsync(context, status, headers, bytes, fault.Share),
            FaultKind.SlowBody => ResponseWriter.DripAsync(context, status, headers, bytes, fault.Amount, WaitAsync),
            FaultKind.TruncatedJson => ResponseWriter.SendAsync(context, status, headers, bytes[..(bytes.Length / 2)]),
            _ => ResponseWriter.SendAsync(context, status, headers, bytes),
        });

        Task WaitAsync() => Task.Delay(fault.Wait, fault.Time ?? options.TimeProvider, context.RequestAborted);
    }
}
