namespace Outreach.Bulk.Mappings;

/// <summary>One column and its attribute.</summary>
internal sealed record ImportMappingEntry(string Header, string ApiName, bool IsReadOnly);
