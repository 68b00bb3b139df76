namespace Outreach.Bulk.Emulator;

/// <summary>Readings of an empty <c>ids</c> list.</summary>
public enum EmptyIds
{
    /// <summary>As if it weren't there: every record is selected.</summary>
    SelectAll,

    /// <summary>No record is selected.</summary>
    SelectNone,
}
