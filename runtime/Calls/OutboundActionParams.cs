namespace Outreach.Bulk;

/// <summary>The <c>actionParams</c> of an action that changes what is sent to people, as <see cref="ActionEffect.Outbound"/> says.</summary>
/// <remarks>They are those of any bulk action. The type tells the effect of a call where the call is written.</remarks>
public abstract record OutboundActionParams : BulkActionParams;
