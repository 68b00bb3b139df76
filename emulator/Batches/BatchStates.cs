namespace Outreach.Bulk.Emulator.Batches;

internal static class BatchStates
{
    public const string Pending = "pending";
    public const string Confirming = "confirming";
    public const string Finished = "finished";
    public const string Failed = "failed";
    public const string Canceled = "canceled";

    /// <summary>All of the published ones.</summary>
    public static readonly string[] All = [Pending, Confirming, Finished, Failed, Canceled];

    // Of the words for items only this one is published; the two after it are made up.
    public const string ItemError = "error";
    public const string ItemPending = "pending";
    public const string ItemFinished = "finished";
}
