namespace Outreach.Bulk.Resources;

/// <summary>What runs on the server.</summary>
internal enum OperationKind
{
    Batch = 0,
    Import = 1,
}
