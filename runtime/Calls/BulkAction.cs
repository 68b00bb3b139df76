namespace Outreach.Bulk;

/// <summary>
/// An action of the API that acts on many records: on those that a filter selects, or on the rows of an import. What it does to them
/// is in the type of its params: <see cref="DestroyingActionParams"/>, <see cref="OutboundActionParams"/> or neither.
/// </summary>
/// <param name="Name">The action's name in the API, such as <c>accountsBulkModify</c>.</param>
/// <param name="Path">The path below the base address, without a leading slash: <c>batches/actions/accountsBulkModify</c>.</param>
public sealed record BulkAction(string Name, string Path)
{
    /// <summary>
    /// The path of the collection that the action's records are read from, relative to the base address: <c>accounts</c>,
    /// <c>prospects</c>, <c>customObjects</c>. Custom objects are below it by the name of their type, which is the call's parameter
    /// <c>objectName</c>.
    /// </summary>
    /// <value>
    /// Names of letters, digits and underscores, separated by slashes. Default <see langword="null"/>: the description does not say,
    /// or the action is an import.
    /// </value>
    public string? Collection { get; init; }
}
