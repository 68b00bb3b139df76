using Outreach.Bulk.Emulator;

namespace Outreach.Bulk.Integration.Tests.Soak;

/// <summary>Everything that can go wrong, by chance.</summary>
internal static class SoakFaults
{
    private static readonly TimeSpan s_hint = TimeSpan.FromSeconds(1);

    /// <summary>Strikes a share of all requests with some fault of the answer, and some batches with what happens to batches.</summary>
    public static void Script(EmulatorFaults faults, double probability, int seed, TimeProvider time)
    {
        faults.Add(
            new FaultRule { Probability = probability, Seed = seed },
            EmulatorFault.Reset,
            EmulatorFault.ResetBeforeBody,
            EmulatorFault.LoseResponse,
            EmulatorFault.IncompleteResponse(),
            EmulatorFault.IncompleteResponse(0),
            EmulatorFault.TruncatedJson(),
            EmulatorFault.TruncatedJson(afterWork: true),
            EmulatorFault.HtmlPage(),
            EmulatorFault.HtmlPage(afterWork: true),
            EmulatorFault.HtmlPage(200, afterWork: true),
            EmulatorFault.HtmlPage(403),
            EmulatorFault.Unauthorized(),
            EmulatorFault.Unauthorized(UnauthorizedForm.Gateway),
            EmulatorFault.Unauthorized(UnauthorizedForm.Page),
            EmulatorFault.Respond(408),
            EmulatorFault.Respond(421),
            EmulatorFault.Respond(502),
            EmulatorFault.Respond(502, afterWork: true),
            EmulatorFault.DelayedResponse(TimeSpan.FromSeconds(2), time),
            EmulatorFault.SlowBody(4, TimeSpan.FromSeconds(0.5), time),
            EmulatorFault.Unavailable(s_hint, RetryAfterFormat.None),
            EmulatorFault.Unavailable(s_hint, RetryAfterFormat.Seconds),
            EmulatorFault.Unavailable(s_hint, RetryAfterFormat.HttpDate),
            EmulatorFault.Unavailable(s_hint, RetryAfterFormat.Iso8601),
            EmulatorFault.TooManyRequests(s_hint, RetryAfterFormat.None),
            EmulatorFault.TooManyRequests(s_hint, RetryAfterFormat.Seconds),
            EmulatorFault.TooManyRequests(s_hint, RetryAfterFormat.Epoch),
            EmulatorFault.TooManyRequests(s_hint, RetryAfterFormat.HttpDate),
            EmulatorFault.TooManyRequests(s_hint, RetryAfterFormat.Iso8601),
            EmulatorFault.TooManyRequests(s_hint, RetryAfterFormat.TwoValues),
            EmulatorFault.TooManyRequests(s_hint, RetryAfterFormat.Seconds, retryAfterOnly: true));
        faults.Add(
            new FaultRule { Method = HttpMethod.Get, Probability = probability, Seed = seed + 1 },
            EmulatorFault.StaleRead(),
            EmulatorFault.StaleRead(unseen: 3));
        faults.Add(
            new FaultRule { Method = HttpMethod.Post, Path = IsAction, Probability = probability / 4, Seed = seed + 2 },
            EmulatorFault.CancelBatch(),
            EmulatorFault.CancelBatch(afterItems: 1),
            EmulatorFault.ConfirmBatch,
            EmulatorFault.StayPending,
            EmulatorFault.ChangeRecords(1),
            EmulatorFault.ChangeRecords(1, afterPost: true));
    }

    private static bool IsAction(string path) => path.StartsWith("/batches/actions/", StringComparison.Ordinal);
}
