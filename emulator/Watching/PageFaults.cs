namespace Outreach.Bulk.Emulator.Watching;

/// <summary>The faults that the page offers, in the words of its list.</summary>
internal static class PageFaults
{
    private static readonly TimeSpan s_wait = TimeSpan.FromSeconds(30);

    private static readonly (string Label, Func<EmulatorFault> Make)[] s_all =
    [
        ("Lost answer, work done", () => EmulatorFault.LoseResponse),
        ("Reset, nothing done", () => EmulatorFault.Reset),
        ("429, back in 30 seconds", () => EmulatorFault.TooManyRequests(s_wait)),
        ("503, back in 30 seconds", () => EmulatorFault.Unavailable(s_wait)),
        ("502 with a page of HTML", () => EmulatorFault.HtmlPage()),
        ("401, as for an expired token", () => EmulatorFault.Unauthorized()),
        ("Half of the answer arrives", () => EmulatorFault.IncompleteResponse()),
        ("Answer 30 seconds late", () => EmulatorFault.DelayedResponse(s_wait)),
        ("Batches as they were before", () => EmulatorFault.StaleRead()),
        ("The batch never starts", () => EmulatorFault.StayPending),
        ("Somebody else cancels the batch", () => EmulatorFault.CancelBatch()),
        ("Somebody else confirms the batch", () => EmulatorFault.ConfirmBatch),
        ("5 more records match afterwards", () => EmulatorFault.ChangeRecords(5, afterPost: true)),
        ("Count answered with 0, truncated", () => EmulatorFault.ShedCount),
    ];

    public static IEnumerable<string> Labels => s_all.Select(fault => fault.Label);

    /// <summary>The fault of a label, or null.</summary>
    public static EmulatorFault? Find(string label) => Array.Find(s_all, fault => fault.Label == label).Make?.Invoke();
}
