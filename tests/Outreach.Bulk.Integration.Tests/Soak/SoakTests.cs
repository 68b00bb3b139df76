using System.Globalization;

namespace Outreach.Bulk.Integration.Tests.Soak;

/// <summary>What is measured against a fast clock runs alone: beside others, the clock gets ahead of its searches.</summary>
[CollectionDefinition(nameof(Alone), DisableParallelization = true)]
public sealed class Alone;

/// <summary>
/// Nothing lost, nothing done twice, under every fault at once. <c>OUTREACH_SOAK_ACTIONS</c> makes it longer, and
/// <c>OUTREACH_SOAK_SEED</c> another one.
/// </summary>
[Collection(nameof(Alone))]
public sealed class SoakTests(ITestOutputHelper output)
{
    private static readonly SoakRun s_run = new()
    {
        Actions = Read("OUTREACH_SOAK_ACTIONS", 4_000),
        Seed = Read("OUTREACH_SOAK_SEED", 1),
    };

    [Fact]
    public async Task Under_every_fault_nothing_is_done_twice_and_every_outcome_is_told_as_it_is()
    {
        SoakReport report = await s_run.RunAsync(OurCaller.With(OnUnknownOutcome.Reconcile), TestContext.Current.CancellationToken);
        output.WriteLine($"reconciling: {report}");
        Assert.Equal((0, 0, 0), (report.Doubled, report.Wrong, report.NeverReported));
        Assert.Equal(0, report.UnknownAlthoughDone);
    }

    [Fact]
    public async Task Without_reconciliation_lost_answers_stay_lost_and_still_nothing_is_done_twice()
    {
        SoakReport report = await (s_run with { Actions = s_run.Actions / 10 }).RunAsync(
            OurCaller.With(OnUnknownOutcome.Throw), TestContext.Current.CancellationToken);
        output.WriteLine($"throwing: {report}");
        Assert.Equal((0, 0, 0), (report.Doubled, report.Wrong, report.NeverReported));
        Assert.NotEqual(0, report.UnknownAlthoughDone);
    }

    [Fact]
    public async Task A_plain_client_with_the_standard_resilience_handler_does_some_twice()
    {
        SoakReport report = await (s_run with { Actions = s_run.Actions / 10 }).RunAsync(
            PlainCaller.WithStandardResilience, TestContext.Current.CancellationToken);
        output.WriteLine($"plain: {report}");
        Assert.NotEqual(0, report.Doubled);
    }

    private static int Read(string variable, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), NumberStyles.None, CultureInfo.InvariantCulture, out int value)
            ? value
            : otherwise;
}
