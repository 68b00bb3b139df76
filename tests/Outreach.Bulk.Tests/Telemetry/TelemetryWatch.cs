using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;

[assembly: AssemblyFixture(typeof(Outreach.Bulk.Tests.Telemetry.TelemetryWatch))]

namespace Outreach.Bulk.Tests.Telemetry;

/// <summary>
/// Listens to everything this library tells while the whole suite runs: spans, metrics, log lines and the texts of its
/// exceptions. At the end none of it may hold a secret that the tests have planted.
/// </summary>
public sealed class TelemetryWatch : IDisposable
{
    /// <summary>Planted in tokens, filters, attributes, cells, links and keys.</summary>
    public static readonly string[] Secrets =
        ["secret-token-7f3a", "emulator-token", "planted-7c31", "X-Amz-Signature", "X-Amz-Credential"];

    private static readonly ConcurrentDictionary<string, byte> s_leaks = new(StringComparer.Ordinal);
    private static int s_told;
    private readonly ActivityListener _spans;
    private readonly MeterListener _metrics;

    public TelemetryWatch()
    {
        AppDomain.CurrentDomain.FirstChanceException += Thrown;
        _spans = new()
        {
            ShouldListenTo = source => source.Name == OutreachBulkConnection.ActivitySourceName,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = span => Tell(
                $"{span.DisplayName} {span.StatusDescription} {string.Join(' ', span.TagObjects)} "
                + $"{string.Join(' ', span.Events.SelectMany(happened => happened.Tags))} {string.Join(' ', span.Baggage)}"),
        };
        ActivitySource.AddActivityListener(_spans);
        _metrics = new() { InstrumentPublished = static (instrument, listener) => Listen(instrument, listener) };
        _metrics.SetMeasurementEventCallback<long>(static (instrument, _, tags, _) => TellOf(instrument, tags));
        _metrics.SetMeasurementEventCallback<double>(static (instrument, _, tags, _) => TellOf(instrument, tags));
        _metrics.Start();
    }

    /// <summary>Where the tests' connections log.</summary>
    public static ILoggerFactory LoggerFactory { get; } = new LogWatch();

    /// <summary>What was told so far that holds one of the secrets.</summary>
    public static IReadOnlyList<string> Leaks => [.. s_leaks.Keys];

    /// <summary>How many texts were told so far.</summary>
    public static int Told => Volatile.Read(ref s_told);

    public void Dispose()
    {
        AppDomain.CurrentDomain.FirstChanceException -= Thrown;
        _spans.Dispose();
        _metrics.Dispose();
        Assert.Empty(Leaks);
    }

    private static void Listen(Instrument instrument, MeterListener listener)
    {
        if (instrument.Meter.Name == OutreachBulkConnection.MeterName)
            listener.EnableMeasurementEvents(instrument);
    }

    private static void TellOf(Instrument instrument, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        foreach (KeyValuePair<string, object?> tag in tags)
            Tell($"{instrument.Name} {tag}");
    }

    private static void Thrown(object? sender, System.Runtime.ExceptionServices.FirstChanceExceptionEventArgs thrown)
    {
        for (Exception? exception = thrown.Exception; exception is not null; exception = exception.InnerException)
        {
            if (exception.GetType().Assembly == typeof(OutreachBulkException).Assembly)
                Tell($"{exception.GetType().Name}: {exception.Message}");
        }
    }

    private static void Tell(string text)
    {
        Interlocked.Increment(ref s_told);
        if (Secrets.Any(secret => text.Contains(secret, StringComparison.OrdinalIgnoreCase)))
            s_leaks.TryAdd(text, 0);
    }

    private sealed class LogWatch : ILoggerFactory, ILogger
    {
        public void AddProvider(ILoggerProvider provider)
        {
        }

        public ILogger CreateLogger(string categoryName) => this;

        public void Dispose()
        {
        }

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Tell($"{eventId.Id} {eventId.Name} {formatter(state, exception)} {exception}");
    }
}
