using System.Text.Json.Nodes;

namespace Outreach.Bulk.Emulator.Batches;

/// <summary>What a batch has to do: so many items, worked one after the other.</summary>
internal interface IBatchJob
{
    /// <summary>What a batch shows as its <c>action</c>.</summary>
    string ActionName { get; }

    int Count { get; }

    /// <summary>The import whose rows these are, or null.</summary>
    long? ImportId { get; }

    /// <summary>Works off one item and answers the failure text, or null.</summary>
    string? Run(int index);

    /// <summary>What the <c>data</c> of an item tells.</summary>
    JsonObject Describe(int index);
}
