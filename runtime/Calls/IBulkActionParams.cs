namespace Outreach.Bulk;

/// <summary>The params of a bulk action that takes no attributes. Generated records implement it.</summary>
public interface IBulkActionParams
{
    /// <summary>The action they are the params of.</summary>
    static abstract BulkAction Action { get; }
}
