using System.Text.Json.Serialization;

namespace Outreach.Bulk.Jobs.Running;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ChunkContent))]
[JsonSerializable(typeof(JobOptions))]
[JsonSerializable(typeof(ImportContent))]
internal sealed partial class JobJsonContext : JsonSerializerContext;
