using System.Diagnostics;

namespace Outreach.Bulk.Telemetry;

/// <summary>One operation's span and figures, from sending what starts it to its outcome. The outcome is reported once.</summary>
internal sealed class OperationTelemetry
{
    private readonly string _action;
    private readonly TimeProvider _time;
    private readonly long _start;
    private readonly Activity? _span;
    private string? _outcome;
    private int _hasEnded;

    private OperationTelemetry(string action, TimeProvider time)
    {
        _action = action;
        _time = time;
        _start = time.GetTimestamp();
        _span = OutreachBulkTelemetry.Source.StartActivity(action, ActivityKind.Client);
        _span?.SetTag(OutreachBulkTelemetry.ActionTag, action);
    }

    /// <summary>What children of the span hang on.</summary>
    public ActivityContext Context => _span?.Context ?? default;

    /// <summary>Begins; null when nobody listens.</summary>
    public static OperationTelemetry? Start(string action, TimeProvider time) =>
        OutreachBulkTelemetry.Source.HasListeners()
        || OutreachBulkTelemetry.Operations.Enabled
        || OutreachBulkTelemetry.Duration.Enabled
        || OutreachBulkTelemetry.Items.Enabled
            ? new(action, time)
            : null;

    public void Tag(string name, long value) => _span?.SetTag(name, value);

    /// <summary>Says how the operation comes out, whatever is seen of it: a batch that is cancelled for a reason, say.</summary>
    public void EndsAs(string outcome) => Volatile.Write(ref _outcome, outcome);

    public void Ended(string outcome, long items = 0, long failures = 0, Exception? failure = null)
    {
        if (Interlocked.Exchange(ref _hasEnded, 1) != 0)
            return;
        outcome = Volatile.Read(ref _outcome) ?? outcome;
        TagList tags = new() { { OutreachBulkTelemetry.ActionTag, _action } };
        if (items > 0)
            OutreachBulkTelemetry.Items.Add(items, tags);
        if (failures > 0)
            OutreachBulkTelemetry.Failures.Add(failures, tags);
        tags.Add(OutreachBulkTelemetry.OutcomeTag, outcome);
        OutreachBulkTelemetry.Operations.Add(1, tags);
        OutreachBulkTelemetry.Duration.Record(_time.GetElapsedTime(_start).TotalSeconds, tags);
        if (_span is null)
            return;
        _span.SetTag(OutreachBulkTelemetry.OutcomeTag, outcome);
        _span.SetTag(OutreachBulkTelemetry.FailedTag, failures);

        // Only the error's type: messages are for logs that their reader chose.
        if (failure is not null)
            _span.SetStatus(ActivityStatusCode.Error, failure.GetType().Name);
        _span.Stop();
    }

    /// <summary>A span below the operation's; null when nobody listens.</summary>
    public Activity? Child(string name)
    {
        if (_span is null)
            return null;
        Activity? child = OutreachBulkTelemetry.Source.StartActivity(name, ActivityKind.Client, _span.Context);
        child?.SetTag(OutreachBulkTelemetry.ActionTag, _action);
        return child;
    }
}
