using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Outreach.Bulk;

/// <summary>
/// The names under which this library tells what it does: add them to a tracer and a meter provider of OpenTelemetry. Spans,
/// metrics and logs hold names of actions, ids, states and counts; no token, no filter value and no value of a record.
/// </summary>
public static class OutreachBulkTelemetry
{
    /// <summary>The name of the <see cref="ActivitySource"/>: <c>Outreach.Bulk</c>.</summary>
    public const string ActivitySourceName = "Outreach.Bulk";

    /// <summary>The name of the <see cref="Meter"/>: <c>Outreach.Bulk</c>.</summary>
    public const string MeterName = "Outreach.Bulk";

    internal const string ActionTag = "outreach.action";
    internal const string OutcomeTag = "outreach.outcome";
    internal const string BatchTag = "outreach.batch.id";
    internal const string ImportTag = "outreach.import.id";
    internal const string MatchedTag = "outreach.records.matched";
    internal const string FailedTag = "outreach.records.failed";
    internal const string StatusTag = "http.response.status_code";
    internal const string MethodTag = "http.request.method";
    internal const string CountTag = "outreach.poll.count";

    internal static readonly ActivitySource Source = new(ActivitySourceName);

    private static readonly Meter s_meter = new(MeterName);

    internal static readonly Counter<long> Operations =
        s_meter.CreateCounter<long>("outreach.bulk.operations", "{operation}", "Batches and imports that came to an outcome, by action and outcome.");

    internal static readonly Counter<long> Items =
        s_meter.CreateCounter<long>("outreach.bulk.items", "{item}", "Items of batches and rows of imports that were worked on, failed ones included, by action.");

    internal static readonly Counter<long> Failures =
        s_meter.CreateCounter<long>("outreach.bulk.failures", "{item}", "Items and rows that failed, by action.");

    internal static readonly Histogram<double> Duration =
        s_meter.CreateHistogram<double>("outreach.bulk.operation.duration", "s", "From sending what starts an operation to seeing its outcome, by action and outcome.");

    internal static readonly Counter<long> Requests =
        s_meter.CreateCounter<long>("outreach.bulk.requests", "{request}", "Requests to the API, by method and status; without an answer the status is 0.");

    internal static readonly Counter<long> Polls =
        s_meter.CreateCounter<long>("outreach.bulk.polls", "{request}", "Looks of the poll loop at one operation or several.");

    internal static readonly UpDownCounter<long> Waits =
        s_meter.CreateUpDownCounter<long>("outreach.bulk.waits", "{wait}", "Waits that are under way.");

    internal static readonly Gauge<long> BudgetRemaining =
        s_meter.CreateGauge<long>("outreach.bulk.budget.remaining", "{request}", "Requests left in the hour, as the last answer told.");

    internal static readonly Counter<long> Pauses =
        s_meter.CreateCounter<long>("outreach.bulk.budget.pauses", "{pause}", "Pauses of all requests, because the budget was spent or the server asked for it.");
}
