using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Globalization;
using System.Reflection;
using Microsoft.Extensions.Logging;
using Outreach.Bulk.Telemetry;
using Outreach.Bulk.Tests.Support;

namespace Outreach.Bulk.Tests.Telemetry;

/// <summary>What the library tells of its work, and under which names.</summary>
public sealed class TelemetryTests
{
    private const string Planted = "planted-7c31";

    [Fact]
    public void Names_are_those_that_were_promised()
    {
        IEnumerable<string> instruments = typeof(OutreachBulkTelemetry).GetFields(BindingFlags.Public | BindingFlags.Static)
            .Select(field => field.GetValue(null)).OfType<Instrument>()
            .Select(instrument => $"metric {instrument.Name} ({instrument.Unit}): {instrument.Description}");
        IEnumerable<string> tags = typeof(OutreachBulkTelemetry).GetFields(BindingFlags.Public | BindingFlags.Static)
            .Where(field => field.Name.EndsWith("Tag", StringComparison.Ordinal))
            .Select(field => $"tag {field.GetRawConstantValue()}");
        IEnumerable<string> outcomes = typeof(OutcomeWords).GetFields().Select(field => $"outcome {field.GetRawConstantValue()}");
        IEnumerable<string> events = typeof(OperationLog).GetMethods()
            .Select(method => (method.Name, Message: method.GetCustomAttribute<LoggerMessageAttribute>()))
            .Where(method => method.Message is not null)
            .OrderBy(method => method.Message!.EventId)
            .Select(method => $"event {method.Message!.EventId} {method.Name} ({method.Message.Level}): {method.Message.Message}");
        string names = string.Join('\n', [
            $"source {OutreachBulkConnection.ActivitySourceName}", $"meter {OutreachBulkConnection.MeterName}",
            .. instruments.Order(StringComparer.Ordinal), .. tags.Order(StringComparer.Ordinal), .. outcomes, .. events]) + "\n";
        string file = Path.Combine(AppContext.BaseDirectory, "Telemetry", "TelemetryNames.txt");
        Assert.Equal(File.ReadAllText(file).ReplaceLineEndings("\n"), names);
    }

    [Fact]
    public async Task An_operation_is_one_span_from_its_POST_to_its_outcome_with_its_requests_below()
    {
        using SpanWatch watch = new();
        bool isConfirmed = false;
        await using ScriptedServer server = new(request =>
        {
            if (request.Path.EndsWith("/confirm", StringComparison.Ordinal))
                isConfirmed = true;
            if (request.Path.EndsWith("/batchItems", StringComparison.Ordinal))
                return Reply.Json("""{"data":[]}""");
            return request.Method == "GET"
                ? Reply.Batch(9, "finished", 40, 40, failures: 2)
                : Reply.Batch(9, isConfirmed ? "pending" : "confirming", 40);
        });
        using Accounts accounts = new(server.BaseAddress, new VirtualTime());
        using Activity around = new Activity("around").Start();
        BatchOperation operation = await accounts.ModifyAsync(
            new() { Filter = AccountFilter.Everything, Confirm = Confirm.AtMost(50) }, new() { Custom1 = "x" });
        Assert.Equal(around, Activity.Current);
        await operation.WaitForCompletionAsync();
        await foreach (BatchItem _ in operation.GetItemsAsync())
        {
        }

        Activity whole = Assert.Single(watch.Of(around.TraceId), span => span.DisplayName == "accountsBulkModify");
        Assert.Equal(around.SpanId, whole.ParentSpanId);
        Assert.Equal(
            ("completed_with_failures", 9L, 40L, 2L),
            (
                whole.GetTagItem("outreach.outcome"),
                whole.GetTagItem("outreach.batch.id"),
                whole.GetTagItem("outreach.records.matched"),
                whole.GetTagItem("outreach.records.failed")));
        Assert.Equal(
            ["confirm", "items", "poll"],
            watch.Of(around.TraceId).Where(span => span.ParentSpanId == whole.SpanId).Select(span => span.DisplayName).Order());
    }

    [Theory]
    [InlineData("completed", "finished", 40L, 40L, 0L)]
    [InlineData("completed_with_failures", "finished", 40L, 40L, 2L)]
    [InlineData("nothing_done", "finished", 0L, 0L, 0L)]
    [InlineData("incomplete", "finished", 40L, 30L, 0L)]
    [InlineData("incomplete", "finished", 40L, 40L, null)]
    [InlineData("failed", "failed", 40L, 0L, 0L)]
    [InlineData("canceled", "canceled", 40L, 10L, 0L)]
    public async Task Endings_are_told_apart_by_the_outcome_of_the_metric(string word, string state, long matched, long total, long? failures)
    {
        using OutcomeWatch watch = new("accountsBulkModify");
        await using ScriptedServer server = new(request => request.Method == "POST"
            ? Reply.Batch(9, "running", matched)
            : Reply.Json(Reply.BatchText(9, state, matched, total, failures: failures ?? 0)
                .Replace("\"failures\":0", $"\"failures\":{failures?.ToString(CultureInfo.InvariantCulture) ?? "null"}", StringComparison.Ordinal)));
        using Accounts accounts = new(server.BaseAddress, new VirtualTime());
        BatchOperation operation = await accounts.ModifyAsync(new() { Filter = AccountFilter.Everything }, new() { Custom1 = "x" });
        await Record.ExceptionAsync(() => operation.WaitForCompletionAsync());

        Assert.Equal([word], watch.Outcomes);
    }

    [Fact]
    public async Task Calls_that_do_not_come_to_their_end_are_told_apart_too()
    {
        Assert.Equal("unknown", await OutcomeAsync(_ => Reply.Close));
        Assert.Equal("refused", await OutcomeAsync(_ => Reply.Json("""{"errors":[{"id":"invalid"}]}""", 422)));
        Assert.Equal("out_of_bounds", await OutcomeAsync(Waits(isConfirmed: true, matched: 60)));
        Assert.Equal("not_confirmed", await OutcomeAsync(Waits(isConfirmed: false, matched: 40)));
        Assert.Equal("over_allowance", await OutcomeAsync(Waits(isConfirmed: true, matched: 40), options => options.RecordsPerDay = 30));
        Assert.Equal(
            "not_sent",
            await OutcomeAsync(Waits(isConfirmed: true, matched: 40), options => options.AccessToken = (_, _) => throw new IOException()));
    }

    [Fact]
    public async Task A_poll_for_several_operations_is_linked_to_each()
    {
        using SpanWatch watch = new();
        TaskCompletionSource release = new(TaskCreationOptions.RunContinuationsAsynchronously);
        int posts = 0;
        await using ScriptedServer server = new(request =>
        {
            if (request.Method == "POST")
                return Reply.Batch(Interlocked.Increment(ref posts), "running");
            return request.Path.EndsWith("/batches", StringComparison.Ordinal)
                ? Reply.Json(
                    $$"""{"data":[{{Reply.BatchText(1, "finished", 1, 1)[8..^2]}},{{Reply.BatchText(2, "finished", 1, 1)[8..^2]}}]}""")
                : Reply.Batch(request.BatchId, "finished", 1, 1) with { Release = release.Task };
        });
        using Accounts accounts = new(server.BaseAddress, configure: options => options.PollInterval = TimeSpan.FromMilliseconds(100));
        using Activity around = new Activity("around").Start();
        ModifyParams everything = new() { Filter = AccountFilter.Everything };
        BatchOperation[] operations =
        [
            await accounts.ModifyAsync(everything, new() { Custom1 = "x" }),
            await accounts.ModifyAsync(everything, new() { Custom1 = "x" }),
        ];
        release.SetResult();
        await Task.WhenAll(operations.Select(operation => operation.WaitForCompletionAsync()));
        ActivitySpanId[] wholes =
        [
            .. watch.Of(around.TraceId).Where(span => span.DisplayName == "accountsBulkModify").Select(span => span.SpanId),
        ];
        Assert.Equal(2, wholes.Length);
        Assert.Contains(
            watch.All, span => span.DisplayName == "poll" && wholes.All(whole => span.Links.Any(link => link.Context.SpanId == whole)));
    }

    [Fact]
    public async Task A_lost_answer_ends_the_span_as_an_error_without_the_errors_text()
    {
        using SpanWatch watch = new();
        await using ScriptedServer server = new(_ => Reply.Close);
        using Accounts accounts = new(server.BaseAddress);
        using Activity around = new Activity("around").Start();
        await Assert.ThrowsAsync<BatchOutcomeUnknownException>(
            () => accounts.ModifyAsync(new() { Filter = AccountFilter.Everything }, new() { Custom1 = "x" }));
        Activity whole = Assert.Single(watch.Of(around.TraceId));
        Assert.Equal((ActivityStatusCode.Error, nameof(BatchOutcomeUnknownException)), (whole.Status, whole.StatusDescription));
    }

    [Theory]
    [InlineData(400)]
    [InlineData(422)]
    [InlineData(500)]
    [InlineData(429)]
    [InlineData(302)]
    public async Task No_value_of_a_filter_or_a_record_is_told_whatever_the_answer_is(int status)
    {
        await using ScriptedServer server = new(
            _ => Reply.Json("""{"errors":[{"id":"validationError","title":"Invalid","detail":"Something is wrong."}]}""", status));
        using Accounts accounts = new(server.BaseAddress, new VirtualTime());
        int before = TelemetryWatch.Told;
        await Assert.ThrowsAnyAsync<OutreachBulkException>(
            () => accounts.ModifyAsync(new() { Filter = new() { Name = Planted } }, new() { Custom1 = Planted, Tags = [Planted] }));
        Assert.True(TelemetryWatch.Told > before, "something was told");
        Assert.Empty(TelemetryWatch.Leaks);
    }

    // A batch of so many records that asks to be confirmed.
    private static Func<Received, Reply> Waits(bool isConfirmed, long matched) => request =>
        request.Path.EndsWith("/cancel", StringComparison.Ordinal) ? Reply.Batch(9, "canceled", matched)
        : request.Path.EndsWith("/confirm", StringComparison.Ordinal) && !isConfirmed ? Reply.Json("""{"errors":[{"id":"invalid"}]}""", 422)
        : Reply.Batch(9, "confirming", matched);

    private static async Task<string> OutcomeAsync(Func<Received, Reply> answer, Action<OutreachBulkOptions>? configure = null)
    {
        using OutcomeWatch watch = new("accountsBulkModify");
        await using ScriptedServer server = new(answer);
        using Accounts accounts = new(server.BaseAddress, configure: options =>
        {
            options.ReservedRecords = 0;
            configure?.Invoke(options);
        });
        await Record.ExceptionAsync(() => accounts.ModifyAsync(
            new() { Filter = AccountFilter.Everything, Confirm = Confirm.AtMost(50) }, new() { Custom1 = "x" }));
        return Assert.Single(watch.Outcomes);
    }

    // What the metric of this flow's operations says; other tests run meanwhile.
    private sealed class OutcomeWatch : IDisposable
    {
        private readonly ConcurrentQueue<string> _outcomes = new();
        private readonly Activity _around = new Activity("around").Start();
        private readonly MeterListener _listener;

        public OutcomeWatch(string action)
        {
            ActivityTraceId trace = _around.TraceId;
            _listener = new()
            {
                InstrumentPublished = (instrument, listener) =>
                {
                    if (instrument == OutreachBulkTelemetry.Operations)
                        listener.EnableMeasurementEvents(instrument);
                },
            };
            _listener.SetMeasurementEventCallback<long>((_, _, tags, _) =>
            {
                if (Activity.Current?.TraceId == trace && Tag(tags, OutreachBulkTelemetry.ActionTag) == action)
                    _outcomes.Enqueue(Tag(tags, OutreachBulkTelemetry.OutcomeTag));
            });
            _listener.Start();
        }

        public IReadOnlyList<string> Outcomes => [.. _outcomes];

        public void Dispose()
        {
            _listener.Dispose();
            _around.Dispose();
        }

        private static string Tag(ReadOnlySpan<KeyValuePair<string, object?>> tags, string name)
        {
            foreach (KeyValuePair<string, object?> tag in tags)
            {
                if (tag.Key == name)
                    return $"{tag.Value}";
            }

            return "";
        }
    }

    private sealed class SpanWatch : IDisposable
    {
        private readonly ConcurrentQueue<Activity> _spans = new();
        private readonly ActivityListener _listener;

        public SpanWatch()
        {
            _listener = new()
            {
                ShouldListenTo = source => source.Name == OutreachBulkConnection.ActivitySourceName,
                Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
                ActivityStopped = _spans.Enqueue,
            };
            ActivitySource.AddActivityListener(_listener);
        }

        public IReadOnlyList<Activity> All => [.. _spans];

        public IReadOnlyList<Activity> Of(ActivityTraceId trace) => [.. _spans.Where(span => span.TraceId == trace)];

        public void Dispose() => _listener.Dispose();
    }
}
