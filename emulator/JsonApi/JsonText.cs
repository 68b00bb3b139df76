using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Outreach.Bulk.Emulator.JsonApi;

internal static class JsonText
{
    // Links and names stay readable: nothing here ends up inside HTML.
    private static readonly JsonSerializerOptions s_options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Write(JsonNode node) => node.ToJsonString(s_options);

    public static byte[] WriteBytes(JsonNode node) => JsonSerializer.SerializeToUtf8Bytes(node, s_options);

    /// <summary>A copy that is cheap to keep and to write.</summary>
    public static JsonElement ToElement(JsonNode node) => JsonSerializer.SerializeToElement(node, s_options);

    /// <summary>
    /// A copy as a reader of the wire would get it. Nodes made from a <see cref="long"/> refuse to be read as an
    /// <see cref="int"/>; parsed ones don't, so only these are handed to callers.
    /// </summary>
    public static JsonObject Reparse(JsonObject node) => JsonNode.Parse(node.ToJsonString())!.AsObject();
}
