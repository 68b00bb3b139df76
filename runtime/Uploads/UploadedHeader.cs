using System.Text.Json;

namespace Outreach.Bulk.Uploads;

/// <summary>
/// The header as the server found it. Its documents show a list of columns and a lone one, each with its name and a first
/// value, which is not needed here.
/// </summary>
internal static class UploadedHeader
{
    /// <summary>Names the columns.</summary>
    /// <returns>The columns, and whether they are all of them; null when the server told none that can be read.</returns>
    public static (IReadOnlyList<string> Columns, bool IsWhole)? Read(JsonElement? headerValue)
    {
        switch (headerValue)
        {
            case { ValueKind: JsonValueKind.Array } list:
                string?[] names = [.. list.EnumerateArray().Select(NameOf)];
                return names.Length > 0 && !names.Contains(null) ? (names!, true) : null;
            case { } lone when NameOf(lone) is { } name:
                return ([name], false);
            default:
                return null;
        }
    }

    /// <summary>Whether it is the header that was sent.</summary>
    public static bool Fits((IReadOnlyList<string> Columns, bool IsWhole) theirs, IReadOnlyList<string> ours, bool isStrict)
    {
        IEnumerable<string> found = theirs.Columns.Select(Plain);
        IEnumerable<string> sent = ours.Select(Plain);
        if (!theirs.IsWhole)
            return sent.Contains(found.First());
        return isStrict ? found.SequenceEqual(sent) : found.Order(StringComparer.Ordinal).SequenceEqual(sent.Order(StringComparer.Ordinal));

        // A server may leave the byte-order mark on the first name.
        string Plain(string name)
        {
            string unmarked = name.TrimStart('\uFEFF');
            return isStrict ? unmarked : unmarked.Trim().ToUpperInvariant();
        }
    }

    private static string? NameOf(JsonElement column) => column.ValueKind switch
    {
        JsonValueKind.String => column.GetString(),
        JsonValueKind.Object when column.TryGetProperty("header", out JsonElement name) && name.ValueKind == JsonValueKind.String =>
            name.GetString(),
        _ => null,
    };
}
