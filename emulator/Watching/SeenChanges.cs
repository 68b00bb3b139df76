using System.Text.Json.Nodes;

namespace Outreach.Bulk.Emulator.Watching;

/// <summary>What one page has been sent, so that it is only sent what looks different. Holds no more than what was added last.</summary>
internal sealed class SeenChanges
{
    private Dictionary<(string List, long Id), object> _before = [];
    private Dictionary<(string List, long Id), object> _now = [];

    /// <summary>Begins another look.</summary>
    public void Begin() => (_before, _now) = (_now, []);

    /// <summary>Adds something to a list of changes, unless it looks as it did in the look before.</summary>
    public void Add(JsonObject changes, string list, long id, object look, Func<JsonObject> write)
    {
        _now[(list, id)] = look;
        if (_before.TryGetValue((list, id), out object? before) && before.Equals(look))
            return;
        if (changes[list] is not JsonArray added)
            changes[list] = added = [];
        added.Add(write());
    }
}
