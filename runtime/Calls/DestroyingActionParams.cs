using Outreach.Bulk.Primitives;

namespace Outreach.Bulk;

/// <summary>The <c>actionParams</c> of an action that destroys data: as for any bulk action, and a consent.</summary>
/// <remarks>
/// <see cref="BulkActionParams.SkipConfirmation"/> is refused: the server would have destroyed the records before their count
/// could be compared with the consent.
/// </remarks>
public abstract record DestroyingActionParams : BulkActionParams
{
    /// <summary>Consent to destroy the expected number of records; a lock on the count.</summary>
    public required Consent Consent
    {
        get => ConsentOrNull ?? throw new InvalidOperationException("Consent was never assigned.");
        init
        {
            Refuse.Null(value, nameof(Consent),
                "Make one from the count of records that is expected: Consent.ToDestroyExactly(n) or Consent.ToDestroyAtMost(n).");
            ConsentOrNull = value;
        }
    }
}
