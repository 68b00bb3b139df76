namespace Outreach.Bulk;

/// <summary>An action of the API that starts an import: what a generated method hands to the runtime.</summary>
/// <param name="Name">The action's name in the API, such as <c>accountsImport</c>.</param>
/// <param name="Path">The path below the base address, without a leading slash: <c>imports/actions/accountsImport</c>.</param>
public sealed record ImportAction(string Name, string Path);
