using System.Text.Json.Nodes;
using Outreach.Bulk.Emulator.JsonApi;

namespace Outreach.Bulk.Emulator.Filtering;

internal static class FilterReader
{
    /// <summary>The tree of a filter. Empty text is how some clients write an empty object, and means no filter at all.</summary>
    public static JsonObject? Tree(JsonNode? filter) => filter switch
    {
        null => null,
        JsonObject tree => tree,
        JsonValue value when ((string)value!).Length == 0 => null,
        _ => throw ApiException.BadFilter("'filter' needs an attribute, such as filter[id]."),
    };
}
