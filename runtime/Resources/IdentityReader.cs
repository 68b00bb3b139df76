using System.Globalization;
using System.Text.Json;

namespace Outreach.Bulk.Resources;

/// <summary>
/// Looks in a document of any form for a user and an organisation: resources by their type, plain objects by the name of their member, and
/// members that say whose they are.
/// </summary>
internal static class IdentityReader
{
    private const int Deepest = 8;

    // The longer word first where one begins with another.
    private static readonly string[] s_user = ["currentuser", "user", "users"];
    private static readonly string[] s_org = ["organization", "organisation", "org", "organizations", "organisations", "orgs"];

    public static OutreachIdentity Read(JsonElement document)
    {
        List<(string Name, JsonElement Value)> members = [];
        Collect(document, "", members, Deepest);
        Dictionary<string, string> user = Facts(members, s_user);
        Dictionary<string, string> org = Facts(members, s_org);
        string whole = $"{user.GetValueOrDefault("firstname")} {user.GetValueOrDefault("lastname")}".Trim();
        return new()
        {
            UserId = long.TryParse(user.GetValueOrDefault("id"), NumberStyles.None, CultureInfo.InvariantCulture, out long id) ? id : null,
            UserName = user.GetValueOrDefault("name") ?? (whole.Length > 0 ? whole : null),
            UserEmail = user.GetValueOrDefault("email"),
            OrgId = org.GetValueOrDefault("id") ?? org.GetValueOrDefault("guid"),
            OrgName = org.GetValueOrDefault("name") ?? org.GetValueOrDefault("shortname"),
            Document = document,
        };
    }

    // Nearest to the root first: what is deeper may be of somebody else.
    private static void Collect(JsonElement root, string name, List<(string Name, JsonElement Value)> members, int levels)
    {
        List<(string Name, JsonElement Value)> level = [(name, root)];
        for (; level.Count > 0 && levels > 0; levels--)
        {
            members.AddRange(level);
            level = [.. level.SelectMany(member => member.Value.ValueKind switch
            {
                JsonValueKind.Object => member.Value.EnumerateObject().Select(inner => (Plain(inner.Name), inner.Value)),
                JsonValueKind.Array => member.Value.EnumerateArray().Select(item => (member.Name, item)),
                _ => [],
            })];
        }
    }

    /// <summary>What is said of the first one of a kind, in whatever places.</summary>
    private static Dictionary<string, string> Facts(List<(string Name, JsonElement Value)> members, string[] kind)
    {
        Dictionary<string, string> facts = new(StringComparer.Ordinal);
        foreach ((string name, JsonElement value) in members)
        {
            if (value.ValueKind != JsonValueKind.Object)
            {
                // "userEmail": the kind is in the name.
                if (kind.FirstOrDefault(word => name.Length > word.Length && name.StartsWith(word, StringComparison.Ordinal)) is { } start)
                    Add(name[start.Length..], value);
                continue;
            }

            bool isOfKind = TextOf(value, "type") is { } type ? kind.Contains(Plain(type)) : kind.Contains(name);
            if (!isOfKind || (facts.TryGetValue("id", out string? known) && TextOf(value, "id") is { } id && id != known))
                continue;
            AddAll(value);
            if (value.TryGetProperty("attributes", out JsonElement attributes) && attributes.ValueKind == JsonValueKind.Object)
                AddAll(attributes);
        }

        return facts;

        void AddAll(JsonElement fields)
        {
            foreach (JsonProperty field in fields.EnumerateObject())
                Add(Plain(field.Name), field.Value);
        }

        void Add(string fact, JsonElement value)
        {
            if (Text(value) is { } text)
                facts.TryAdd(fact, text);
        }
    }

    private static string? TextOf(JsonElement fields, string name) =>
        fields.TryGetProperty(name, out JsonElement value) ? Text(value) : null;

    private static string? Text(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String when !string.IsNullOrWhiteSpace(value.GetString()) => value.GetString(),
        JsonValueKind.Number => value.GetRawText(),
        _ => null,
    };

    private static string Plain(string name) =>
        name.Replace("_", "", StringComparison.Ordinal).Replace("-", "", StringComparison.Ordinal).ToLowerInvariant();
}
