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

    public static JsonObject Write(Import import, EmulatorOptions options)
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
        foreach (string name in s_empty) attributes[name] = null;
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
}
