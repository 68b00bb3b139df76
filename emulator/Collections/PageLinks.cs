using System.Globalization;
using System.Text.Json.Nodes;
using Outreach.Bulk.Emulator.Requests;

namespace Outreach.Bulk.Emulator.Collections;

/// <summary>Absolute links to other pages of a collection, carrying every parameter of the request along.</summary>
internal static class PageLinks
{
    public static JsonObject Write(ApiRequest request, PageRequest page, JsonArray? first, JsonArray? last, bool more)
    {
        JsonObject links = new() { ["first"] = Link(request, null) };
        if (page.ByOffset)
        {
            if (page.Offset > 0)
                links["prev"] = Link(request, Offset(Math.Max(0, page.Offset - page.Size)));
            if (more)
                links["next"] = Link(request, Offset(page.Offset + page.Size));
            return links;
        }

        bool backwards = page.Before is not null;
        if (first is not null && (backwards ? more : page.After is not null))
            links["prev"] = Link(request, Cursor("before", first));
        if (last is not null && (backwards || more))
            links["next"] = Link(request, Cursor("after", last));
        return links;
    }

    private static string Cursor(string name, JsonArray values) => $"page%5B{name}%5D={PageRequest.WriteCursor(values)}";

    private static string Offset(int offset) => $"page%5Boffset%5D={offset.ToString(CultureInfo.InvariantCulture)}";

    private static string Link(ApiRequest request, string? parameter)
    {
        IEnumerable<string> kept = request.RawQuery.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries)
            .Where(pair => Uri.UnescapeDataString(pair.Split('=')[0]) is not ("page[after]" or "page[before]" or "page[offset]"));
        string query = string.Join('&', parameter is null ? kept : kept.Append(parameter));
        string address = request.BaseAddress + request.Path.TrimStart('/');
        return query.Length == 0 ? address : $"{address}?{query}";
    }
}
