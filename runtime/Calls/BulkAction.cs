namespace Outreach.Bulk;

/// <summary>A bulk action of the API: what a generated method hands to the runtime.</summary>
/// <param name="Name">The action's name in the API, such as <c>accountsBulkModify</c>.</param>
/// <param name="Path">The path below the base address, without a leading slash: <c>batches/actions/accountsBulkModify</c>.</param>
/// <param name="Effect">What it does to the records it selects.</param>
public sealed record BulkAction(string Name, string Path, ActionEffect Effect);
