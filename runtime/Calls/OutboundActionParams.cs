namespace Outreach.Bulk;

/// <summary>
/// The <c>actionParams</c> of an action that changes what is sent to people: it enrols in, pauses or finishes sequences. Mail that went
/// out stays out.
/// </summary>
/// <remarks>They are those of any bulk action. The type shows the effect of a call where the call is written.</remarks>
public abstract record OutboundActionParams : BulkActionParams;
