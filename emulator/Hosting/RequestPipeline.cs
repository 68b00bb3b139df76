using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Primitives;
using Outreach.Bulk.Emulator.Batches;
using Outreach.Bulk.Emulator.Faults;
using Outreach.Bulk.Emulator.JsonApi;
using Outreach.Bulk.Emulator.Storage;

namespace Outreach.Bulk.Emulator.Hosting;

/// <summary>
/// From bytes to bytes: record, let a fault strike, answer. One request is worked at a time, as in one database; only
/// uploads, which take their time, go on side by side.
/// </summary>
internal sealed class RequestPipeline(
    Lock gate,
    Router router,
    BatchBoard board,
    StorageEndpoint storage,
    EmulatorOptions options,
    EmulatorFaults faults,
    RequestLog log,
    Uri baseAddress)
{
    private const string Root = "/api/v2";
    private readonly RequestBudget _budget = new(options);

    public async Task HandleAsync(HttpContext context)
    {
        string target = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        bool toStorage = StorageEndpoint.Owns(target);
        string body = toStorage ? "" : await ReadAsync(context);
        string[] parts = target.Split('?', 2);
        string root = toStorage ? "" : Root;
        string path = parts[0].StartsWith(root + "/", StringComparison.Ordinal) ? Uri.UnescapeDataString(parts[0][root.Length..]) : "";
        var headers = context.Request.Headers.ToDictionary(h => h.Key, h => h.Value.ToString(), StringComparer.OrdinalIgnoreCase);
        Action<int> answered = log.Add(Blotter.Clean(new RecordedRequest(context.Request.Method, target, headers, body, null)));

        Fault? fault = faults.Take(context.Request.Method, path);
        if (fault?.Kind == FaultKind.Reset)
        {
            context.Abort();
            return;
        }

        if (fault?.Kind == FaultKind.Answer)
        {
            // A file that is still arriving must not be overtaken by the answer, which would be lost with the connection.
            if (toStorage) await context.Request.Body.CopyToAsync(Stream.Null, context.RequestAborted);
            answered(fault.Status);
            await SendAsync(context, fault.Status, fault.Headers, Encoding.UTF8.GetBytes(fault.Body));
            return;
        }

        Answer? answer = toStorage
            ? await StoreAsync(context, new StorageRequest(context.Request.Method, target, headers), fault)
            : Work(new ApiRequest(context.Request.Method, path, parts.ElementAtOrDefault(1) ?? "", body, baseAddress), parts[0], headers);
        if (answer is null || fault?.Kind == FaultKind.LoseAnswer)
        {
            context.Abort();
            return;
        }

        if (fault?.Kind == FaultKind.Hold) await fault.Release.WaitAsync(context.RequestAborted);
        byte[] bytes = answer.ToBytes();
        answered(answer.Status);
        if (fault?.Kind == FaultKind.CutAnswer)
            await CutAsync(context, answer, bytes);
        else
            await SendAsync(context, answer.Status, answer.Headers, bytes);
    }

    private static async Task<string> ReadAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body, Encoding.UTF8);
        return await reader.ReadToEndAsync(context.RequestAborted);
    }

    /// <summary>Answers null where the upload broke off.</summary>
    private async Task<Answer?> StoreAsync(HttpContext context, StorageRequest request, Fault? fault)
    {
        try
        {
            long? cutAfter = fault?.Kind == FaultKind.CutUpload ? fault.After : null;
            return await storage.PutAsync(request, context.Request.Body, cutAfter, context.RequestAborted);
        }
        catch (Exception e) when (e is IOException or OperationCanceledException)
        {
            return null;
        }
    }

    private Answer Work(ApiRequest request, string fullPath, IReadOnlyDictionary<string, string> headers)
    {
        lock (gate)
        {
            Answer answer;
            try
            {
                answer = new Door(options, _budget).Refuse(headers) ?? Route(request, fullPath);
            }
            catch (ApiError error)
            {
                answer = error.ToAnswer();
            }

            return answer.Headers.Count > 0 || answer.Status == 401
                ? answer
                : answer with { Headers = [.. _budget.Headers(refused: false)] };
        }
    }

    private Answer Route(ApiRequest request, string fullPath)
    {
        if (request.Path.Length == 0) throw ApiError.NotFound($"{request.Method} {fullPath}, since the API begins at {baseAddress}");
        board.Advance();
        return router.Handle(request);
    }

    private static async Task SendAsync(
        HttpContext context, int status, IEnumerable<KeyValuePair<string, string>> headers, ReadOnlyMemory<byte> bytes)
    {
        SetHead(context, status, headers);
        if (status is 204 or 304) return;
        context.Response.ContentLength = bytes.Length;
        await context.Response.Body.WriteAsync(bytes, context.RequestAborted);
    }

    private static async Task CutAsync(HttpContext context, Answer answer, byte[] bytes)
    {
        SetHead(context, answer.Status, answer.Headers);
        // Ending short of the length makes the server close the connection, after what was sent has arrived. An abort
        // would not do: its reset overtakes the first half.
        context.Response.ContentLength = bytes.Length + 1;
        await context.Response.Body.WriteAsync(bytes.AsMemory(0, bytes.Length / 2), context.RequestAborted);
        await context.Response.Body.FlushAsync(context.RequestAborted);
    }

    private static void SetHead(HttpContext context, int status, IEnumerable<KeyValuePair<string, string>> headers)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/vnd.api+json";
        foreach (var (name, value) in headers) context.Response.Headers[name] = new StringValues(value);
    }
}
