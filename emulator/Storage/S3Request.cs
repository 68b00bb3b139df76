using System.Globalization;

namespace Outreach.Bulk.Emulator.Storage;

/// <summary>A request to the storage as it was on the wire, and what it decodes to.</summary>
internal sealed class S3Request(string method, string target, IReadOnlyDictionary<string, string> headers)
{
    private readonly string[] _parts = target.Split('?', 2);

    public string Method => method;

    public string Path => Uri.UnescapeDataString(_parts[0]);

    public IReadOnlyDictionary<string, string> Headers => headers;

    public IReadOnlyList<KeyValuePair<string, string>> Query => field ??=
        [.. (_parts.ElementAtOrDefault(1) ?? "").Split('&', StringSplitOptions.RemoveEmptyEntries).Select(Pair)];

    public string? Parameter(string name) => Query.FirstOrDefault(pair => pair.Key == name).Value;

    public bool IsChunked => headers.ContainsKey("Transfer-Encoding");

    /// <summary>Whether the file is held back until the storage has had a chance to refuse it.</summary>
    public bool AsksFirst => headers.GetValueOrDefault("Expect", "").Equals("100-continue", StringComparison.OrdinalIgnoreCase);

    public long? ContentLength =>
        long.TryParse(headers.GetValueOrDefault("Content-Length"), NumberStyles.None, CultureInfo.InvariantCulture, out long length)
            ? length
            : null;

    private static KeyValuePair<string, string> Pair(string text)
    {
        string[] parts = text.Split('=', 2);
        return new(Uri.UnescapeDataString(parts[0]), Uri.UnescapeDataString(parts.ElementAtOrDefault(1) ?? ""));
    }
}
