namespace Outreach.Bulk.Failures;

/// <summary>The one column that a file's rows are told apart by, where nothing was imported from it.</summary>
internal sealed class KeyColumn : ImportMapping
{
    public KeyColumn(string header, string apiName) => Add(header, apiName, isReadOnly: false);
}
