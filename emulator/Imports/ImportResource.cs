using System.Text.Json.Nodes;
using Outreach.Bulk.Emulator.JsonApi;

namespace Outreach.Bulk.Emulator.Imports;

internal static class ImportResource
{
    // Published, but nothing an import by the API has a value for.
    private static readonly string[] s_empty =
    [
        "externalId", "externalName", "externalType", "pluginId", "prospectOwnerId", "reportInstanceId", "scheduledAt",
        "source", "stageId", "syncedUntil", "timeZone",
    ];

    public static JsonObject Write(Import import, EmulatorOptions options, bool stale = false)
    {
        JsonObject attributes = new()
        {
            ["createdAt"] = Timestamps.Write(import.CreatedAt),
            ["dupeMethod"] = import.Request.DupeMethod,
            ["dupes"] = import.Dupes,
            ["errorReason"] = import.ErrorReason,
            ["failures"] = import.Failures,
            ["fileName"] = import.Request.FileName,
            ["fileSize"] = import.FileSize,
            ["frequency"] = "once",
            [options.ImportKindAsType ? "type" : "importType"] = import.Kind.Shown,
            ["loadFromPlugin"] = false,
            ["mappings"] = import.Request.Attributes["mappings"]?.DeepClone(),
            ["recurring"] = false,
            ["state"] = import.State,
            ["stateChangedAt"] = Timestamps.Write(import.StateChangedAt),
            ["total"] = import.Rows.Count,
            ["updatedAt"] = Timestamps.Write(import.UpdatedAt),
        };
        if (stale && import.Refusal is null)
            MakeStale(attributes);
        foreach (string name in s_empty)
            attributes[name] = null;
        return new JsonObject
        {
            ["type"] = "import",
            ["id"] = import.Id,
            ["attributes"] = attributes,
            ["relationships"] = new JsonObject
            {
                ["creator"] = new JsonObject { ["data"] = new JsonObject { ["type"] = "user", ["id"] = 1 } },
            },
        };
    }

    /// <summary>Makes it what its POST was answered with.</summary>
    private static void MakeStale(JsonObject attributes)
    {
        attributes["state"] = Import.Progressing;
        attributes["errorReason"] = null;
        attributes["dupes"] = 0;
        attributes["failures"] = 0;
        foreach (string name in (string[])["stateChangedAt", "updatedAt"])
            attributes[name] = attributes["createdAt"]!.DeepClone();
    }
}
