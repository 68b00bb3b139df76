namespace Outreach.Bulk.Mappings;

/// <summary>A mapping that was written down and read back.</summary>
internal sealed class WrittenMapping : ImportMapping
{
    public WrittenMapping(IEnumerable<ImportMappingEntry> entries)
    {
        foreach (ImportMappingEntry entry in entries)
            Add(entry.Header, entry.ApiName, entry.IsReadOnly);
    }
}
