using System.Text.Json.Nodes;

namespace Outreach.Bulk.Emulator.Records;

/// <summary>A stored account or prospect: the attributes that have a value, and its relationships to one resource.</summary>
internal sealed record RecordRow(long Id, JsonObject Attributes, Dictionary<string, long?> ToOne);
