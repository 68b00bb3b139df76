namespace Outreach.Bulk.Emulator;

/// <summary>Readings of an action that has both <c>ids</c> and a filter.</summary>
public enum IdsAndFilter
{
    /// <summary>A record must meet both.</summary>
    Both,

    /// <summary>The filter is ignored.</summary>
    IdsOnly,

    /// <summary>The ids are ignored.</summary>
    FilterOnly,
}
