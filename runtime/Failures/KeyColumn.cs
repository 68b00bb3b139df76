namespace Outreach.Bulk.Failures;

/// <summary>The one column that identifies the rows of a file, where nothing was imported from it.</summary>
internal sealed class KeyColumn : ImportMapping
{
    public KeyColumn(string header, string apiName) => Add(header, apiName, isReadOnly: false);
}
