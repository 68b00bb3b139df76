using Outreach.Bulk.Primitives;

namespace Outreach.Bulk.Jobs.Stores;

/// <summary>Whether so many records failed that no further chunk may start.</summary>
internal static class FailureGate
{
    /// <returns>Why not; null when nothing speaks against it.</returns>
    public static string? Reason(long failed, long processed, double? shareLimit, long? limit)
    {
        if (failed > limit)
            return FormattableString.Invariant($"{Sentence.Count(failed, "record")} failed; {nameof(JobOptions.StopAfterFailures)} is {limit}.");
        double share = processed > 0 ? (double)failed / processed : 0;
        return share > shareLimit
            ? FormattableString.Invariant(
                $"{failed} of {Sentence.Count(processed, "record")} failed, {share:P1}; {nameof(JobOptions.StopAfterFailedShare)} is {shareLimit}.")
            : null;
    }
}
