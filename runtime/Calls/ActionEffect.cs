namespace Outreach.Bulk;

/// <summary>What a bulk action does to the records it selects, as the description says.</summary>
public enum ActionEffect
{
    /// <summary>Changes data that a later action can change back.</summary>
    Edit = 0,

    /// <summary>Destroys data. The call takes a <see cref="Consent"/>.</summary>
    Destroy = 1,

    /// <summary>Changes what is sent to people: enrols in, pauses or finishes sequences. Mail that went out stays out.</summary>
    Outbound = 2,
}
