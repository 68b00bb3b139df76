using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using Outreach.Bulk;

namespace NightlyJob;

/// <summary>Spans and metrics of Outreach.Bulk, to a collector where the environment names one, and otherwise to the console.</summary>
internal static class Telemetry
{
    public static void Add(IServiceCollection services)
    {
        OpenTelemetryBuilder telemetry = services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService("nightly-job"))
            .WithTracing(tracing => tracing.AddSource(OutreachBulkConnection.ActivitySourceName))
            .WithMetrics(metrics => metrics.AddMeter(OutreachBulkConnection.MeterName));
        if (Environment.GetEnvironmentVariable("OTEL_EXPORTER_OTLP_ENDPOINT") is { Length: > 0 })
            telemetry.UseOtlpExporter();
        else
            telemetry.WithTracing(tracing => tracing.AddConsoleExporter()).WithMetrics(metrics => metrics.AddConsoleExporter());
    }
}
