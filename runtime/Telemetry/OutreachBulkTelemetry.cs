using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Outreach.Bulk.Telemetry;

/// <summary>
/// Spans and metrics. They hold names of actions, ids, states and counts; no token, no filter value and no value of a record.
/// </summary>
internal static class OutreachBulkTelemetry
{
    public const string Name = "Outreach.Bulk";

    public const string ActionTag = "outreach.action";
    public const string OutcomeTag = "outreach.outcome";
    public const string BatchTag = "outreach.batch.id";
    public const string ImportTag = "outreach.import.id";
    public const string MatchedTag = "outreach.records.matched";
    public const string FailedTag = "outreach.records.failed";
    public const string StatusTag = "http.response.status_code";
    public const string MethodTag = "http.request.method";
    public const string CountTag = "outreach.poll.count";

    public static readonly ActivitySource Source = new(Name);

    private static readonly Meter s_meter = new(Name);

    public static readonly Counter<long> Operations =
        s_meter.CreateCounter<long>("outreach.bulk.operations", "{operation}",
            "Batches and imports that came to an outcome, by action and outcome.");

    public static readonly Counter<long> Items =
        s_meter.CreateCounter<long>("outreach.bulk.items", "{item}",
            "Items of batches and rows of imports that were worked on, failed ones included, by action.");

    public static readonly Counter<long> Failures =
        s_meter.CreateCounter<long>("outreach.bulk.failures", "{item}", "Items and rows that failed, by action.");

    public static readonly Histogram<double> Duration =
        s_meter.CreateHistogram<double>("outreach.bulk.operation.duration", "s",
            "From sending what starts an operation to seeing its outcome, by action and outcome.");

    public static readonly Counter<long> Requests =
        s_meter.CreateCounter<long>("outreach.bulk.requests", "{request}",
            "Requests to the API, by method and status; without an answer the status is 0.");

    public static readonly Counter<long> Polls =
        s_meter.CreateCounter<long>("outreach.bulk.polls", "{request}", "Looks of the poll loop at one operation or several.");

    public static readonly UpDownCounter<long> Waits =
        s_meter.CreateUpDownCounter<long>("outreach.bulk.waits", "{wait}", "Waits that are under way.");

    public static readonly Gauge<long> BudgetRemaining =
        s_meter.CreateGauge<long>("outreach.bulk.budget.remaining", "{request}", "Requests left in the hour, as the last answer told.");

    public static readonly Counter<long> Pauses =
        s_meter.CreateCounter<long>("outreach.bulk.budget.pauses", "{pause}",
            "Pauses of all requests, because the budget was spent or the server asked for it.");
}
