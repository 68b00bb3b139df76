using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Outreach.Bulk.Emulator.Batches;
using Outreach.Bulk.Emulator.Faults;
using Outreach.Bulk.Emulator.JsonApi;
using Outreach.Bulk.Emulator.Recording;
using Outreach.Bulk.Emulator.Requests;
using Outreach.Bulk.Emulator.Storage;

namespace Outreach.Bulk.Emulator.Hosting;

/// <summary>
/// From bytes to bytes: record, let faults strike, answer. One request is worked at a time, as in one database; only
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
    public const string Root = "/api/v2";
    private readonly RequestBudget _budget = new(options);

    public async Task HandleAsync(HttpContext context)
    {
        string method = context.Request.Method;
        string target = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        bool toStorage = StorageEndpoint.Owns(target);
        string[] parts = target.Split('?', 2);
        string root = toStorage ? "" : Root;
        string path = parts[0].StartsWith(root + "/", StringComparison.Ordinal) ? Uri.UnescapeDataString(parts[0][root.Length..]) : "";
        var headers = context.Request.Headers.ToDictionary(h => h.Key, h => h.Value.ToString(), StringComparer.OrdinalIgnoreCase);
        Strikes strikes = faults.Take(method, path);
        EmulatorFault? fault = strikes.OnAnswer;
        string body = toStorage || fault?.Kind == FaultKind.ResetBeforeBody ? "" : await ReadAsync(context);
        Action<int> answered = log.Add(new RecordedRequest(method, target, headers, body, null));

        if (fault?.Kind is FaultKind.Reset or FaultKind.ResetBeforeBody)
        {
            context.Abort();
            return;
        }

        if (fault is { Kind: FaultKind.Answer, AfterWork: false })
        {
            // A file that is still arriving must not be overtaken by the answer, which would be lost with the connection.
            if (toStorage) await context.Request.Body.CopyToAsync(Stream.Null, context.RequestAborted);
            await CannedAsync(context, fault, answered);
            return;
        }

        Answer? answer = toStorage
            ? await StoreAsync(context, new StorageRequest(method, target, headers), fault)
            : Work(new ApiRequest(method, path, parts.ElementAtOrDefault(1) ?? "", body, baseAddress) { Strikes = strikes }, parts[0], headers);
        if (answer is null || fault?.Kind == FaultKind.LoseAnswer)
            context.Abort();
        else if (fault?.Kind == FaultKind.Answer)
            await CannedAsync(context, fault, answered);
        else
            await SendAsync(context, answer, fault, answered);
    }

    private static async Task<string> ReadAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body, Encoding.UTF8);
        return await reader.ReadToEndAsync(context.RequestAborted);
    }

    /// <summary>Answers null where the upload broke off.</summary>
    private async Task<Answer?> StoreAsync(HttpContext context, StorageRequest request, EmulatorFault? fault)
    {
        try
        {
            long? cutAfter = fault?.Kind == FaultKind.CutUpload ? fault.Amount : null;
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
        int known = board.All.Count;
        Answer answer = router.Handle(request);
        foreach (Batch made in board.All.Skip(known)) board.ApplyFaults(made, request.Strikes);
        return answer;
    }

    private Task CannedAsync(HttpContext context, EmulatorFault fault, Action<int> answered)
    {
        answered(fault.Status);
        var headers = fault.Headers(options.TimeProvider.GetUtcNow(), options.RequestsPerHour);
        return AnswerWriter.SendAsync(context, fault.Status, headers, Encoding.UTF8.GetBytes(fault.Body));
    }

    private async Task SendAsync(HttpContext context, Answer answer, EmulatorFault? fault, Action<int> answered)
    {
        if (fault?.Kind == FaultKind.Hold) await fault.Release.WaitAsync(context.RequestAborted);
        if (fault?.Kind == FaultKind.SlowAnswer) await WaitAsync();
        var (status, headers) = (answer.Status, answer.Headers);
        ReadOnlyMemory<byte> bytes = answer.ToBytes();
        answered(status);
        await (fault?.Kind switch
        {
            FaultKind.CutAnswer => AnswerWriter.CutAsync(context, status, headers, bytes, fault.Share),
            FaultKind.DrippingAnswer => AnswerWriter.DripAsync(context, status, headers, bytes, fault.Amount, WaitAsync),
            FaultKind.TruncatedJson => AnswerWriter.SendAsync(context, status, headers, bytes[..(bytes.Length / 2)]),
            _ => AnswerWriter.SendAsync(context, status, headers, bytes),
        });

        Task WaitAsync() => Task.Delay(fault.Wait, fault.Time ?? options.TimeProvider, context.RequestAborted);
    }
}
