using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Outreach.Bulk.Generator.Tests;

/// <summary>Writes a document as JSON.</summary>
internal static class JsonText
{
    private static readonly JsonSerializerOptions s_plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly JsonSerializerOptions s_indented = new() { WriteIndented = true };

    public static string Write(DocumentNode root, bool isIndented) =>
        ToJson(root)!.ToJsonString(isIndented ? s_indented : s_plain) + "\n";

    private static JsonNode? ToJson(DocumentNode node) => node switch
    {
        MapNode map => new JsonObject(map.Members.Select(member => KeyValuePair.Create(member.Key.Text, ToJson(member.Value)))),
        ListNode list => new JsonArray([.. list.Items.Select(ToJson)]),
        ScalarNode { IsText: false } value => value.Text is "" or "~" ? null : ToValue(value.Text),
        _ => JsonValue.Create(((ScalarNode)node).Text),
    };

    private static JsonNode? ToValue(string text)
    {
        try
        {
            return JsonNode.Parse(text);
        }
        catch (JsonException)
        {
            // A version or a date, which JSON has as text.
            return JsonValue.Create(text);
        }
    }
}
