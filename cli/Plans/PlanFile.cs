using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Outreach.Bulk.Calls;
using Outreach.Bulk.Cli.Catalog;
using Outreach.Bulk.Cli.Output;
using Outreach.Bulk.Cli.Places;

namespace Outreach.Bulk.Cli.Plans;

/// <summary>
/// What is going to be done, as a file that a colleague can review: stable order, one line a member. It holds values of the filter and
/// of the attributes.
/// </summary>
internal sealed record PlanFile
{
    /// <summary>The version of the form.</summary>
    public const int CurrentFormat = 1;

    [JsonPropertyOrder(0)]
    public required int Format { get; init; }

    /// <summary>Unique; a plan is applied once.</summary>
    public required string Id { get; init; }

    /// <summary>When it was made, by the server's clock.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>The API's address.</summary>
    public required string Host { get; init; }

    /// <summary>Who made it, by the token; null when the API does not say.</summary>
    public string? User { get; init; }

    /// <summary>Whose records they are; null when the API does not say.</summary>
    public string? Org { get; init; }

    public required string Action { get; init; }

    /// <summary>How many records the filter selected.</summary>
    public required long Count { get; init; }

    /// <summary>The fewest records that may match when it is applied.</summary>
    public required long AtLeast { get; init; }

    /// <summary>The most.</summary>
    public required long AtMost { get; init; }

    /// <summary>The ids of some of them.</summary>
    public required IReadOnlyList<long> Sample { get; init; }

    /// <summary>How many chunks a job would take; 1 for a single batch.</summary>
    public required int Chunks { get; init; }

    /// <summary>About how many requests it takes, polls included.</summary>
    public required long Requests { get; init; }

    /// <summary>The call, as the library writes it.</summary>
    public required JsonElement Call { get; init; }

    /// <summary>SHA-256 of all of the above. It shows that the file was edited, and authenticates nobody.</summary>
    [JsonPropertyOrder(100)]
    public string? Digest { get; init; }

    /// <summary>The digest of what the file says, whatever its line ends and spaces.</summary>
    public string ComputeDigest() => Convert.ToHexStringLower(
        SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(this with { Digest = null }, PlanJsonContext.Compact.PlanFile)));

    /// <summary>The call.</summary>
    /// <exception cref="CliException">It cannot be read, or is of another action than the file says.</exception>
    public BulkCall ReadCall()
    {
        try
        {
            BulkCall call = BulkCall.FromJson(Call.GetRawText());
            if (call.Action.Name != Action)
                throw CliException.Refused($"The plan says {Action}, and its call is of {call.Action.Name}. Nothing was sent.");

            // What an action does is the description's to say, not the file's.
            string effect = BulkCallWriter.EffectOf(call.Params);
            return ActionCatalog.Own.Actions.FirstOrDefault(action => action.Name == Action) is { } known && known.Effect == effect
                ? call
                : throw CliException.Refused(
                    $"The plan says that the effect of {Action} is {effect}, and this tool's description does not. Nothing was sent.");
        }
        catch (Exception exception) when (exception is FormatException or ArgumentException)
        {
            throw CliException.Refused($"The call in the plan cannot be used: {exception.Message}");
        }
    }

    /// <exception cref="CliException">The file cannot be read as a plan.</exception>
    public static PlanFile Read(string path)
    {
        string text;
        try
        {
            text = File.ReadAllText(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw CliException.Usage($"The plan {path} cannot be read: {exception.Message}");
        }

        try
        {
            using JsonDocument document = JsonDocument.Parse(text);
            if (document.RootElement is { ValueKind: JsonValueKind.Object } root
                && root.TryGetProperty("format", out JsonElement format)
                && format.ValueKind == JsonValueKind.Number
                && format.TryGetInt32(out int version)
                && version != CurrentFormat)
            {
                throw CliException.Refused(
                    $"The plan {path} is of format {version}; this version of the tool reads format {CurrentFormat}. Plan again.");
            }

            return JsonSerializer.Deserialize(text, PlanJsonContext.Indented.PlanFile) ?? throw new JsonException("It is null.");
        }
        catch (JsonException exception)
        {
            string place = exception.Path is { Length: > 1 } at ? $" ({at})" : "";
            long line = (exception.LineNumber ?? 0) + 1;
            throw CliException.Refused(
                FormattableString.Invariant($"{path} is not a plan: line {line}{place} is not as this tool writes it. Plan again."));
        }
    }

    /// <summary>Writes the file, for its user alone.</summary>
    public PlanFile Write(string path)
    {
        PlanFile sealedPlan = this with { Digest = ComputeDigest() };
        byte[] text = Encoding.UTF8.GetBytes(
            JsonSerializer.Serialize(sealedPlan, PlanJsonContext.Indented.PlanFile).ReplaceLineEndings("\n") + "\n");
        try
        {
            using FileStream file = PrivateFile.Create(path);
            file.Write(text);
            file.Flush(flushToDisk: true);
        }
        catch (IOException)
        {
            // Half a plan is of no use, and would be in the way of the next one.
            if (File.Exists(path) && new FileInfo(path).Length < text.Length)
                File.Delete(path);
            throw;
        }

        return sealedPlan;
    }
}

[JsonSerializable(typeof(PlanFile))]
internal sealed partial class PlanJsonContext : JsonSerializerContext
{
    private static readonly JsonSerializerOptions s_options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        AllowDuplicateProperties = false,
        RespectNullableAnnotations = true,
    };

    public static PlanJsonContext Compact { get; } = new(new(s_options));

    public static PlanJsonContext Indented { get; } = new(new(s_options) { WriteIndented = true });
}
