using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Outreach.Bulk.Emulator.Tests.Support;

namespace Outreach.Bulk.Emulator.Tests.Imports;

/// <summary>The steps of an import, as a client of the emulator takes them.</summary>
internal static class Uploads
{
    public static async Task<(string Key, string Url)> LinkAsync(this Local local)
    {
        Reply link = await local.PostAsync("imports/actions/generateUploadLink");
        Assert.Equal(200, link.Status);
        return ((string)link.Attributes["storageKey"]!, (string)(link.Attributes["uploadUrl"] ?? link.Attributes["uploadURL"])!);
    }

    public static Task<StorageReply> PutAsync(
        this Local local, string url, string file = "name\r\nAcme\r\n", Action<HttpRequestMessage>? change = null) =>
        local.PutAsync(url, new ByteArrayContent(Encoding.UTF8.GetBytes(file)), change);

    public static async Task<StorageReply> PutAsync(
        this Local local, string url, HttpContent file, Action<HttpRequestMessage>? change = null)
    {
        using HttpRequestMessage request = new(HttpMethod.Put, url) { Content = file };
        change?.Invoke(request);
        using HttpResponseMessage response = await local.Client.SendAsync(request);
        return await StorageReply.ReadAsync(response);
    }

    public static string Hash(string key, string file) =>
        Convert.ToHexStringLower(HMACSHA512.HashData(Encoding.UTF8.GetBytes(key), Encoding.UTF8.GetBytes(file)));

    public static Task<Reply> ValidateAsync(this Local local, string key, string hash) => local.PostAsync(
        $"imports/actions/validateUpload?actionParams[hash]={Uri.EscapeDataString(hash)}"
        + $"&actionParams[storageKey]={Uri.EscapeDataString(key)}");

    /// <summary>Uploads a file and has it validated; answers its storage key.</summary>
    public static async Task<string> UploadAsync(this Local local, string file)
    {
        (string key, string url) = await local.LinkAsync();
        Assert.Equal(200, (await local.PutAsync(url, file)).Status);
        Assert.Equal(200, (await local.ValidateAsync(key, Hash(key, file))).Status);
        return key;
    }

    public static Task<Reply> StartAsync(this Local local, string action, JsonObject attributes) => local.PostAsync(
        $"imports/actions/{action}", new JsonObject { ["data"] = new JsonObject { ["attributes"] = attributes } }.ToJsonString());

    /// <summary>A whole import; the header is mapped to itself. Answers what a look at it right after the start shows.</summary>
    public static async Task<Reply> ImportAsync(this Local local, string action, string file, string? dupeMethod = null)
    {
        Reply started = await local.StartAsync(action, Attributes(await local.UploadAsync(file), file, dupeMethod));
        Assert.Equal(200, started.Status);
        return await local.GetAsync($"imports/{started.Data["id"]}");
    }

    public static JsonObject Attributes(string key, string file, string? dupeMethod = null)
    {
        JsonObject mappings = [];
        foreach (string name in file.Split('\n')[0].Trim().Split(','))
            mappings[name] = name;
        JsonObject attributes = new() { ["storageKey"] = key, ["mappings"] = mappings };
        if (dupeMethod is not null)
            attributes["dupeMethod"] = dupeMethod;
        return attributes;
    }

    /// <summary>The items of the batches behind an import, in order.</summary>
    public static async Task<JsonObject[]> ItemsAsync(this Local local, Reply import)
    {
        Reply batches = await local.GetAsync($"batches?filter[contextType]=Import&filter[contextId]={import.Data["id"]}");
        List<JsonObject> items = [];
        foreach (JsonNode? batch in batches.List)
        {
            Reply reply = await local.GetAsync($"batchItems?filter[batch][id]={batch!["id"]}&page[size]=1000");
            items.AddRange(reply.List.Select(item => item!["attributes"]!.AsObject()));
        }

        return [.. items];
    }

    /// <summary>What the data of an item says.</summary>
    public static JsonNode DataOf(JsonObject item) => JsonNode.Parse((string)item["data"]!)!;

    public static (string State, int Total, int Dupes, int Failures) Counters(Reply import) => (
        import.State, (int)import.Attributes["total"]!, (int)import.Attributes["dupes"]!, (int)import.Attributes["failures"]!);
}
