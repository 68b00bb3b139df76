namespace Outreach.Bulk;

/// <summary>The <c>actionParams</c> of an action that destroys data: as for any bulk action, and a consent.</summary>
public abstract record DestroyingActionParams : BulkActionParams
{
    /// <summary>Consent to destroy the expected number of records; a lock on the count.</summary>
    public required Consent Consent
    {
        get => ConsentOrNull ?? throw new InvalidOperationException("Consent was never assigned.");
        init
        {
            ArgumentNullException.ThrowIfNull(value);
            ConsentOrNull = value;
        }
    }
}
