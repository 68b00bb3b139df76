using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Outreach.Bulk.Cli.Catalog;
using Outreach.Bulk.Cli.Output;

namespace Outreach.Bulk.Cli.Calls;

/// <summary>
/// Reads records, one JSON object a line: <c>{"type":"account","id":17,"attributes":{"name":"Acme","industry":null}}</c>, alone or below
/// <c>data</c>. Null clears an attribute. All of them are looked at before one is sent.
/// </summary>
internal sealed class RecordLines(IReadOnlyList<ResourceInfo> known, bool isUnchecked)
{
    private const int MostProblems = 20;

    private static readonly JsonDocumentOptions s_options = new() { AllowDuplicateProperties = false };

    private readonly List<string> _problems = [];
    private readonly Dictionary<(string Type, long Id), long> _seen = [];

    /// <param name="input">The lines, in UTF-8.</param>
    /// <param name="name">What they are called in messages.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="CliException">Lines are no records; up to 20 of them are named.</exception>
    public async Task<IReadOnlyList<UpsertRecord>> ReadAsync(Stream input, string name, CancellationToken cancellationToken)
    {
        List<UpsertRecord> records = [];
        using StreamReader reader = new(input, new UTF8Encoding(false, throwOnInvalidBytes: true));
        try
        {
            long line = 0;
            while (await reader.ReadLineAsync(cancellationToken).ConfigureAwait(false) is { } text && _problems.Count < MostProblems)
            {
                line++;
                if (!string.IsNullOrWhiteSpace(text) && Read(text, line) is { } record)
                    records.Add(record);
            }
        }
        catch (DecoderFallbackException)
        {
            throw new CliException(ExitCode.Error, $"{name} is not UTF-8. Nothing was sent.");
        }

        if (_problems.Count > 0)
            throw new CliException(ExitCode.Error, $"{name} cannot be sent, and nothing was. {string.Join(" ", _problems)}");
        return records.Count > 0 ? records : throw new CliException(ExitCode.Error, $"{name} holds no record. Nothing was sent.");
    }

    private UpsertRecord? Read(string text, long line)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(text, s_options);
            JsonElement root = document.RootElement;
            JsonElement resource = JsonText.Find(root, "data") ?? root;
            return resource.ValueKind == JsonValueKind.Object ? Record(resource, line) : throw Wrong("it is no JSON object.");
        }
        catch (JsonException exception)
        {
            // What the parser quotes may be a value.
            Add(line, string.Create(CultureInfo.InvariantCulture, $"it is no JSON, from its byte {exception.BytePositionInLine} on, or "
                + $"has a member twice."));
        }
        catch (CliException exception)
        {
            Add(line, exception.Message);
        }
        catch (ArgumentException exception)
        {
            Add(line, $"it cannot be sent: {exception.Message}");
        }

        return null;
    }

    private UpsertRecord Record(JsonElement resource, long line)
    {
        string? type = null;
        long? id = null;
        Dictionary<string, OpenAttributeValue> attributes = [];
        foreach (JsonProperty member in resource.EnumerateObject())
        {
            switch (member.Name)
            {
                case "type" when member.Value.ValueKind == JsonValueKind.String:
                    type = member.Value.GetString();
                    break;
                case "id":
                    id = Id(member.Value);
                    break;
                case "attributes" when member.Value.ValueKind == JsonValueKind.Object:
                    attributes = member.Value.EnumerateObject().ToDictionary(each => each.Name, each => Value(each.Value));
                    break;
                default:
                    throw Wrong($"it has a member \"{member.Name}\" that is no type, id or attributes. An upsert sends nothing else.");
            }
        }

        if (string.IsNullOrWhiteSpace(type))
            throw Wrong("it has no type, such as account.");
        if (attributes.Count == 0)
            throw Wrong("it has no attributes, so there is nothing to store.");
        if (!isUnchecked)
        {
            ThrowIfUnknown(attributes.Keys, Names.Find(
                known, each => each.Resource, type, "type named", "Add --unchecked to send it, or --types where it is a custom object."));
        }

        if (id is { } given && !_seen.TryAdd((type, given), line))
        {
            throw Wrong(string.Create(CultureInfo.InvariantCulture, $"it has the type and id of line {_seen[(type, given)]}. Leave one of "
                + $"them out."));
        }

        return new() { Type = type, Id = id, Attributes = attributes };
    }

    private static void ThrowIfUnknown(IEnumerable<string> names, ResourceInfo resource)
    {
        foreach (string name in names)
        {
            AttributeInfo field = Names.Find(
                resource.Fields, each => each.Name, name, $"field of {resource.Resource} named", "Add --unchecked to send what the "
                    + "description does not have.");
            if (field.IsReadOnly)
                throw Wrong($"it sets {name}, which is read-only.");
        }
    }

    private static long? Id(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null => null,
        JsonValueKind.Number when value.TryGetInt64(out long number) && number > 0 => number,
        JsonValueKind.String
            when long.TryParse(value.GetString(), NumberStyles.None, CultureInfo.InvariantCulture, out long number) && number > 0 => number,
        _ => throw Wrong("it has an id that is no whole number from 1."),
    };

    private static OpenAttributeValue Value(JsonElement value) => JsonNode.Parse(value.GetRawText()) is { } node ? node : Clear.Value;

    private static CliException Wrong(string what) => new(ExitCode.Error, what);

    private void Add(long line, string what) => _problems.Add(string.Create(CultureInfo.InvariantCulture, $"Line {line}: {what}"));
}
