using System.Text.Json;
using System.Text.Json.Nodes;
using Outreach.Bulk.Emulator.JsonApi;

namespace Outreach.Bulk.Emulator.Requests;

/// <summary>Reads the document that an action is sent with.</summary>
internal static class RequestBody
{
    /// <summary>The attributes of a body, a copy; none of an empty one.</summary>
    public static JsonObject Attributes(string body)
    {
        if (body.Trim().Length == 0)
            return [];
        try
        {
            if (JsonNode.Parse(body) is JsonObject root && root["data"] is JsonObject data)
            {
                if (data["attributes"] is JsonObject attributes)
                    return attributes.DeepClone().AsObject();
                if (!data.ContainsKey("attributes"))
                    return [];
            }
        }
        catch (Exception e) when (e is JsonException or ArgumentException)
        {
            throw new ApiException(400, "invalidJson", "Bad Request", "The body is not JSON.");
        }

        throw ApiException.Invalid("The body must have the form {\"data\":{\"attributes\":{}}}.", "/data");
    }
}
