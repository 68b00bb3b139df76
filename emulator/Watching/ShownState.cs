using System.Text.Json.Nodes;
using Outreach.Bulk.Emulator.JsonApi;

namespace Outreach.Bulk.Emulator.Watching;

/// <summary>What is true of the emulator as a whole: how it was started, what goes wrong by order, how far its clock was moved.</summary>
internal static class ShownState
{
    private const int MostIds = 50;
    private const string PublicToken = "emulator-token";

    /// <summary>What does not change while it runs.</summary>
    public static JsonObject Start(WatchedEmulator watched) => new()
    {
        ["address"] = watched.BaseAddress.ToString(),
        // Only the token that this project's documentation prints; one of the user's own is a secret.
        ["token"] = watched.Options.AccessToken == PublicToken ? PublicToken : null,
        ["accounts"] = watched.Options.Accounts,
        ["threshold"] = watched.Options.ConfirmationThreshold,
        ["models"] = new JsonArray(["account", "prospect", .. watched.Options.CustomObjects.Keys.Select(name => JsonValue.Create(name))]),
        ["faults"] = new JsonArray([.. PageFaults.Labels.Select(label => JsonValue.Create(label))]),
    };

    public static JsonObject Write(WatchedEmulator watched) => new()
    {
        ["ahead"] = watched.Clock.Ahead.TotalSeconds,
        ["requests"] = watched.Requests.Count,
        ["batches"] = watched.Scheduler.All.Count,
        ["actions"] = watched.PostedActions.Count,
        ["scripted"] = new JsonArray([.. watched.Faults.Scripted.Select(text => JsonValue.Create(text))]),
        ["injected"] = new JsonArray(
            [.. watched.Faults.Injected.OrderBy(fault => fault.Key).Select(fault => JsonValue.Create($"{fault.Key}: {fault.Value}"))]),
        ["failing"] = watched.Options.FailIds.Count,
        ["failIds"] = new JsonArray([.. watched.Options.FailIds.OrderBy(chosen => chosen.Key).Take(MostIds)
            .Select(chosen => new JsonObject { ["id"] = chosen.Key, ["reason"] = chosen.Value })]),
    };

    /// <summary>The same, to compare.</summary>
    public static string Text(WatchedEmulator watched) => JsonText.Write(Write(watched));
}
