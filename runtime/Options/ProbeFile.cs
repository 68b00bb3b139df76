using System.Text;
using System.Text.Json;

namespace Outreach.Bulk.Options;

/// <summary>Reads the choices that the command line's probe found.</summary>
internal static class ProbeFile
{
    public const int Version = 1;

    /// <exception cref="FormatException">The text is not what the probe writes, or a version of it that is not known.</exception>
    /// <exception cref="ArgumentException">The hash has the client's secret as key, and none was given.</exception>
    public static void Read(string json, string? clientSecret, ProtocolOptions into)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(json, new() { AllowDuplicateProperties = false });
            JsonElement root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty("probe", out JsonElement version))
                throw new FormatException("The text is not what outreach-bulk probe writes: it has no member \"probe\".");
            if (!version.TryGetInt32(out int number) || number != Version)
                throw new FormatException($"The probe's file is of version {version}; this library reads version {Version}. Probe again.");
            if (!root.TryGetProperty("protocol", out JsonElement protocol) || protocol.ValueKind != JsonValueKind.Object)
                throw new FormatException("The probe's file has no member \"protocol\".");
            foreach (JsonProperty choice in protocol.EnumerateObject())
                Take(choice, clientSecret, into);
        }
        catch (JsonException exception)
        {
            throw new FormatException($"The text is not what outreach-bulk probe writes: {exception.Message}", exception);
        }
    }

    private static void Take(JsonProperty choice, string? clientSecret, ProtocolOptions into)
    {
        switch (choice.Name)
        {
            case nameof(ProtocolOptions.ModifyBody):
                into.ModifyBody = Enum.TryParse(Text(choice), out ModifyBody body) && Enum.IsDefined(body) ? body : throw Wrong(choice);
                break;
            case nameof(ProtocolOptions.DecisionsWithoutBody):
                into.DecisionsWithoutBody = Flag(choice);
                break;
            case nameof(ProtocolOptions.FindBatchesOfImports):
                into.FindBatchesOfImports = Flag(choice);
                break;
            case nameof(ProtocolOptions.HashWithKey):
                into.HashWithKey = Flag(choice);
                break;
            case nameof(ProtocolOptions.HashAsBase64):
                into.HashAsBase64 = Flag(choice);
                break;
            case nameof(ProtocolOptions.HashKey):
                into.HashKey = KeyOf(choice, clientSecret);
                break;
            default:
                throw new FormatException($"The probe's file chooses {choice.Name}, which this version does not know. Update the library.");
        }
    }

    // An array that is null would become an empty key.
    private static ReadOnlyMemory<byte>? KeyOf(JsonProperty choice, string? clientSecret) => Text(choice) switch
    {
        "storage-key" or "no-key" => (ReadOnlyMemory<byte>?)null,
        "empty-key" => ReadOnlyMemory<byte>.Empty,
        "client-secret" => Encoding.UTF8.GetBytes(clientSecret ?? throw new ArgumentException(
            "The probe found that the key of the upload's hash is the OAuth client's secret, which its file does not hold. Give it.",
            nameof(clientSecret))),
        _ => throw Wrong(choice),
    };

    private static string Text(JsonProperty choice) => choice.Value.ValueKind == JsonValueKind.String ? choice.Value.GetString()! : throw Wrong(choice);

    private static bool Flag(JsonProperty choice) =>
        choice.Value.ValueKind is JsonValueKind.True or JsonValueKind.False ? choice.Value.GetBoolean() : throw Wrong(choice);

    private static FormatException Wrong(JsonProperty choice) =>
        new($"The probe's file chooses {choice.Value} for {choice.Name}, which has no such value. Probe again, or update the library.");
}
