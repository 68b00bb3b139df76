using System.Text.Json.Nodes;

namespace Outreach.Bulk.Emulator.Imports;

/// <summary>What the words of <c>dupeMethod</c> do to a record that is there.</summary>
internal static class DupeMerge
{
    /// <summary>Answers whether there is anything to store.</summary>
    public static bool Into(JsonObject record, JsonObject given, string dupeMethod)
    {
        if (dupeMethod == "skip")
            return false;
        foreach ((string name, JsonNode? value) in given)
        {
            if (dupeMethod != "missing" || IsEmpty(record[name]))
                record[name] = value?.DeepClone();
        }

        return true;
    }

    public static bool IsEmpty(JsonNode? value) => value is null or JsonArray { Count: 0 }
        || (value is JsonValue text && text.TryGetValue(out string? known) && known.Length == 0);

    /// <summary>Takes out of a row what would withdraw a prospect's wish not to be written to or called.</summary>
    public static void KeepOptOuts(JsonObject record, JsonObject given)
    {
        foreach (string name in (string[])["optedOut", "callOptedOut", "emailOptedOut"])
        {
            if (record[name] is JsonValue wish && wish.TryGetValue(out bool optedOut) && optedOut)
                given.Remove(name);
        }
    }
}
