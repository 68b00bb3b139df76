namespace Outreach.Bulk.Jobs.Tests.Stores;

/// <summary>The databases that a store may be in. All keep the same promises.</summary>
public enum StoreKind
{
    Sqlite,
    PostgreSql,
}
