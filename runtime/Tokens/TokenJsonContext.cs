using System.Text.Json.Serialization;

namespace Outreach.Bulk.Tokens;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(TokenText.TokenDocument))]
[JsonSerializable(typeof(TokenAnswerDocument))]
internal sealed partial class TokenJsonContext : JsonSerializerContext;
