using System.Text.Json.Nodes;
using Outreach.Bulk.Emulator.JsonApi;

namespace Outreach.Bulk.Emulator.Batches;

/// <summary>Asks <see cref="EmulatorOptions.FailIds"/> and <see cref="EmulatorOptions.FailWhen"/>.</summary>
internal sealed class FailWhenCallback(EmulatorOptions options)
{
    /// <summary>The failure text chosen for a record, or null.</summary>
    public string? ForId(long id) => options.FailIds.TryGetValue(id, out string? reason) ? reason : null;

    /// <summary>The failure text for an item, or null; <paramref name="record"/> is only made when there is somebody to ask.</summary>
    public string? Invoke(string action, Func<JsonObject> record)
    {
        if (options.FailWhen is null)
            return null;
        try
        {
            return options.FailWhen(action, JsonText.Reparse(record()));
        }
#pragma warning disable CA1031 // The caller's rule may throw anything; that must not tear down the batch.
        catch (Exception e)
#pragma warning restore CA1031
        {
            return $"FailWhen threw {e.GetType().Name}: {e.Message}";
        }
    }
}
