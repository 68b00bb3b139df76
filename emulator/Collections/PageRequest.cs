using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Outreach.Bulk.Emulator.JsonApi;

namespace Outreach.Bulk.Emulator.Collections;

/// <summary>Which page of a collection is asked for. Cursors hold the sort values of the row they point behind.</summary>
internal sealed record PageRequest(int Size, int Offset, bool ByOffset, JsonArray? After, JsonArray? Before)
{
    private const int DefaultSize = 50;
    private const int LargestSize = 1_000;
    private const int LargestOffset = 10_000;

    public static PageRequest Read(JsonObject query)
    {
        JsonObject page = query["page"] switch
        {
            null => [],
            JsonObject given => given,
            _ => throw ApiException.BadQuery("'page' needs a member, such as page[size]."),
        };
        foreach ((string name, _) in page)
        {
            if (name is not ("size" or "after" or "before" or "limit" or "offset"))
                throw ApiException.BadQuery($"'page[{name}]' is not a paging parameter.");
        }

        bool byOffset = page.ContainsKey("limit") || page.ContainsKey("offset");
        return new PageRequest(
            Number(page, byOffset ? "limit" : "size", DefaultSize, 1, LargestSize),
            Number(page, "offset", 0, 0, LargestOffset),
            byOffset,
            Cursor(page, "after"),
            Cursor(page, "before"));
    }

    public static string WriteCursor(JsonArray values) =>
        Convert.ToBase64String(Encoding.UTF8.GetBytes(values.ToJsonString())).TrimEnd('=').Replace('+', '-').Replace('/', '_');

    private static int Number(JsonObject page, string name, int fallback, int least, int most)
    {
        if (page[name] is not JsonNode node)
            return fallback;
        return node is JsonValue && int.TryParse((string)node!, NumberStyles.None, CultureInfo.InvariantCulture, out int number)
            && number >= least && number <= most
            ? number
            : throw ApiException.BadQuery($"'page[{name}]' must be a number from {least} to {most}.");
    }

    private static JsonArray? Cursor(JsonObject page, string name)
    {
        if (page[name] is not JsonNode node)
            return null;
        try
        {
            string text = ((string)node!).Replace('-', '+').Replace('_', '/');
            byte[] bytes = Convert.FromBase64String(text.PadRight((text.Length + 3) / 4 * 4, '='));
            return JsonNode.Parse(bytes)!.AsArray();
        }
        catch (Exception e) when (e is FormatException or JsonException or InvalidOperationException or NullReferenceException)
        {
            throw ApiException.BadQuery($"'page[{name}]' is not a cursor this server has given out.");
        }
    }
}
