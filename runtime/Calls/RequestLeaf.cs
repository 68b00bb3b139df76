using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Outreach.Bulk.Calls;

/// <summary>One value of a request, or of what a batch echoes of it: where it stands, and its text.</summary>
/// <param name="Path">The names on the way to it; a list's items stand where the list does.</param>
/// <param name="Text">The value as text: <c>1</c> and <c>"1"</c> are the same.</param>
internal readonly record struct RequestLeaf(string Path, string Text)
{
    /// <summary>What a request asks for.</summary>
    public static HashSet<RequestLeaf> Of(BulkActionRequest request)
    {
        HashSet<RequestLeaf> leaves = [];
        using (JsonDocument body = JsonDocument.Parse(request.Body, new() { MaxDepth = int.MaxValue }))
            Collect(body.RootElement.GetProperty("data"), "", leaves);

        int query = request.Target.IndexOf('?', StringComparison.Ordinal);
        if (query < 0)
            return leaves;
        foreach (string pair in request.Target[(query + 1)..].Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            string[] parts = pair.Split('=', 2);
            string[] names = Uri.UnescapeDataString(parts[0]).Split(['[', ']'], StringSplitOptions.RemoveEmptyEntries);
            Add(leaves, string.Join('.', names), Uri.UnescapeDataString(parts[1]));
        }

        return leaves;
    }

    /// <summary>What a batch echoes; nothing when it cannot be read.</summary>
    public static HashSet<RequestLeaf> Of(JsonElement? payload)
    {
        HashSet<RequestLeaf> leaves = [];
        try
        {
            if (payload is { } root)
                Collect(root, "", leaves);
            return leaves;
        }
        catch (InvalidOperationException)
        {
            // Text that is no text: half a surrogate pair.
            return [];
        }
    }

    /// <summary>A fingerprint of leaves, whatever their order, in lower-case hexadecimal; null when there are none.</summary>
    public static string? DigestOf(HashSet<RequestLeaf> leaves)
    {
        if (leaves.Count == 0)
            return null;
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        IEnumerable<RequestLeaf> ordered = leaves
            .OrderBy(leaf => leaf.Path, StringComparer.Ordinal)
            .ThenBy(leaf => leaf.Text, StringComparer.Ordinal);
        foreach (RequestLeaf leaf in ordered)
        {
            hash.AppendData(Encoding.Unicode.GetBytes(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{leaf.Path.Length},{leaf.Text.Length}:{leaf.Path}{leaf.Text}")));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static void Collect(JsonElement element, string path, HashSet<RequestLeaf> leaves)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (JsonProperty member in element.EnumerateObject())
                    Collect(member.Value, path.Length == 0 ? member.Name : $"{path}.{member.Name}", leaves);
                break;
            case JsonValueKind.Array:
                foreach (JsonElement item in element.EnumerateArray())
                    Collect(item, path, leaves);
                break;
            case JsonValueKind.String:
                Add(leaves, path, element.GetString()!);
                break;
            default:
                Add(leaves, path, element.GetRawText());
                break;
        }
    }

    // Ids travel in two places, and an echo may keep the envelopes or not.
    private static void Add(HashSet<RequestLeaf> leaves, string path, string text)
    {
        foreach (string envelope in (ReadOnlySpan<string>)["data.", "actionParams."])
        {
            if (path.StartsWith(envelope, StringComparison.Ordinal))
                path = path[envelope.Length..];
        }

        if (path != "skipConfirmation")
            leaves.Add(new(path == "attributes.ids" ? "ids" : path, text));
    }
}
