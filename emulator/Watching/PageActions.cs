using System.Text.Json.Nodes;
using Outreach.Bulk.Emulator.Batches;
using Outreach.Bulk.Emulator.JsonApi;
using Outreach.Bulk.Emulator.Options;

namespace Outreach.Bulk.Emulator.Watching;

/// <summary>What the buttons of the page do. Each returns what was done, in words for its status line.</summary>
internal sealed class PageActions(WatchedEmulator watched)
{
    private const int Day = 24 * 60 * 60;
    private static readonly TimeSpan s_farthest = TimeSpan.FromDays(36_600);

    /// <exception cref="ApiException">It can't be done.</exception>
    public string Act(string action, JsonObject body) => action switch
    {
        "confirm" => OnBatch(body, batch => watched.Scheduler.Confirm(batch, (int)Number(body, "count", int.MaxValue)), "confirmed"),
        "cancel" => OnBatch(body, watched.Scheduler.Cancel, "cancelled"),
        "fail" => Fail(Text(body, "ids"), Text(body, "reason")),
        "succeed" => Succeed(),
        "fault" => Script(Text(body, "fault"), Text(body, "method"), Text(body, "path"), (int)Number(body, "times", 1_000)),
        "clear-faults" => ClearFaults(),
        "jump" => Jump(TimeSpan.FromSeconds(Number(body, "seconds", 366 * Day))),
        _ => throw ApiException.NotFound($"the action {action} of the page"),
    };

    private string OnBatch(JsonObject body, Action<Batch> act, string done)
    {
        long id = Number(body, "batch", long.MaxValue);
        lock (watched.Gate)
        {
            watched.Scheduler.Advance();
            act(watched.Scheduler.Find(id) ?? throw ApiException.NotFound($"batch {id}"));
        }

        return $"Batch {id} was {done}.";
    }

    private string Fail(string ids, string reason)
    {
        IReadOnlyList<long> chosen = IdRanges.Read(ids) ?? throw ApiException.BadQuery($"'{ids}' must be {IdRanges.Form}.");
        foreach (long id in chosen)
            watched.Options.FailIds[id] = reason.Length == 0 ? IdRanges.DefaultReason : reason;
        return chosen.Count == 1 ? $"Record {chosen[0]} fails from now on." : $"{chosen.Count} records fail from now on.";
    }

    private string Succeed()
    {
        watched.Options.FailIds.Clear();
        return "No record is chosen to fail any more.";
    }

    private string Script(string label, string method, string path, int times)
    {
        EmulatorFault fault = PageFaults.Find(label) ?? throw ApiException.NotFound($"the fault '{label}'");
        if (method is not ("" or "GET" or "POST" or "PUT"))
            throw ApiException.BadQuery($"'{method}' is not a method that the page offers.");
        FaultRule rule = new()
        {
            Method = method.Length == 0 ? null : new HttpMethod(method),
            Path = path.Length == 0 ? null : found => found.StartsWith(path, StringComparison.Ordinal),
            Times = times,
        };
        watched.Faults.Add(rule, fault);
        return times == 1 ? $"{fault} strikes the next request that fits." : $"{fault} strikes the next {times} requests that fit.";
    }

    private string ClearFaults()
    {
        watched.Faults.Clear();
        return "No fault is left.";
    }

    private string Jump(TimeSpan by)
    {
        if (watched.Clock.Ahead + by > s_farthest)
            throw ApiException.BadQuery("The clock is a hundred years ahead and can't be moved any further.");
        watched.Clock.Jump(by);
        return $"The clock was moved on to {Timestamps.Write(watched.Clock.GetUtcNow())}.";
    }

    private static long Number(JsonObject body, string name, long most)
    {
        if (body[name] is JsonValue value && value.TryGetValue(out long number) && number >= 1 && number <= most)
            return number;
        throw ApiException.BadQuery($"'{name}' must be a whole number from 1 to {most}.");
    }

    private static string Text(JsonObject body, string name) => body[name] is JsonValue value && value.TryGetValue(out string? text)
        ? text.Trim()
        : throw ApiException.BadQuery($"'{name}' must be a text.");
}
