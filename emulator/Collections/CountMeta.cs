using System.Text.Json.Nodes;
using Outreach.Bulk.Emulator.Faults;
using Outreach.Bulk.Emulator.Requests;

namespace Outreach.Bulk.Emulator.Collections;

/// <summary>The count of a collection: given when it is asked for, cut off at the cap, and shed under load.</summary>
internal static class CountMeta
{
    /// <summary>The member <c>meta</c>; null when nobody asked.</summary>
    public static JsonObject? Of(ApiRequest request, EmulatorOptions options, Func<int> count)
    {
        if (!request.Flag("count"))
            return null;
        bool shed = request.Faults.Find(FaultKind.ShedCount) is not null;
        int known = shed ? 0 : count();
        return new JsonObject { ["count"] = Math.Min(known, options.CountCap), ["count_truncated"] = shed || known > options.CountCap };
    }
}
