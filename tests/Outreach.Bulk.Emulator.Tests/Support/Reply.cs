using System.Net.Http.Headers;
using System.Text.Json.Nodes;

namespace Outreach.Bulk.Emulator.Tests.Support;

internal sealed record Reply(int Status, JsonNode? Body, HttpResponseHeaders Headers)
{
    public JsonObject Data => Body!["data"]!.AsObject();

    public JsonObject Attributes => Data["attributes"]!.AsObject();

    public string State => (string)Attributes["state"]!;

    public JsonArray List => Body!["data"]!.AsArray();

    public long[] Ids => [.. List.Select(item => (long)item!["id"]!)];

    /// <summary>The ids with commas, which compare well and read well in a failure.</summary>
    public string IdText => string.Join(',', Ids);

    public string? ErrorId => (string?)Body!["errors"]?[0]?["id"];
}
