using System.Text.Json.Serialization;

namespace Outreach.Bulk.Journal;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(JournalEntry))]
[JsonSerializable(typeof(Dictionary<string, int>))]
internal sealed partial class JournalJsonContext : JsonSerializerContext;
