using System.Text.Json;
using Outreach.Bulk.Cli.Plans;
using Outreach.Bulk.Emulator;

namespace Outreach.Bulk.Cli.Tests;

/// <summary>Writes plans on the first 50 accounts without a run of the tool: as it would, with a mark that it was made here.</summary>
internal sealed class TestPlan(OutreachEmulator emulator, string stateHome)
{
    private const string Call = """
        {
          "bulkCall": 3,
          "action": {"name": "ACTION", "path": "batches/actions/ACTION", "collection": "accounts", EFFECT,
          "filter": {"id": {"atMost": 50}},
          "confirm": {"atLeast": 47, "atMost": 53}
        }
        """;

    private const string Destroying = """
        "effect": "Destroy"}, "consent": {"atLeast": 0, "atMost": 53}
        """;

    private const string Editing = """
        "effect": "Edit"}, "attributes": {"tags": ["vip"]}
        """;

    public PlanFile Write(string action, string path)
    {
        DateTimeOffset now = DateTimeOffset.UtcNow;
        PlanFile plan = new PlanFile
        {
            Format = PlanFile.CurrentFormat,
            Id = Guid.NewGuid().ToString("N"),
            CreatedAt = now,
            ExpiresAt = now.AddDays(1),
            Host = emulator.BaseAddress.AbsoluteUri,
            Action = action,
            Count = 50,
            AtLeast = 47,
            AtMost = 53,
            Sample = [1, 2, 3],
            Chunks = 1,
            Requests = 3,
            Call = JsonElement.Parse(CallOf(action)),
        }.Write(path);
        new PlanMarks(Path.Combine(stateHome, "outreach-bulk")).Made(plan.Id);
        return plan;
    }

    /// <summary>The call, which destroys or edits.</summary>
    public static string CallOf(string action) => Call
        .Replace("ACTION", action, StringComparison.Ordinal)
        .Replace("EFFECT", action == "accountsDestroyAll" ? Destroying : Editing, StringComparison.Ordinal);
}
