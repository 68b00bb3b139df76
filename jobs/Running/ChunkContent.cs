using System.Text.Json;
using System.Text.Json.Serialization;
using Outreach.Bulk.Calls;

namespace Outreach.Bulk.Jobs.Running;

/// <summary>Which records a chunk of a bulk action is about: those of a range of ids, or some ids. It is never neither.</summary>
internal sealed record ChunkContent
{
    public long? First { get; init; }

    public long? Last { get; init; }

    public long[]? Ids { get; init; }

    [JsonIgnore]
    public IdRange? Range => (First, Last) is ({ } first, { } last) ? new(first, last) : null;

    public static ChunkContent Of(IdRange range) => new() { First = range.First, Last = range.Last };

    public static ChunkContent Read(string json) =>
        JsonSerializer.Deserialize(json, JobJsonContext.Default.ChunkContent) ?? throw new JsonException("no records");

    public string ToJson() => JsonSerializer.Serialize(this, JobJsonContext.Default.ChunkContent);

    /// <summary>The job's call on these records only.</summary>
    /// <exception cref="InvalidOperationException">The content names no records, which would be every one.</exception>
    public BulkCall Narrow(BulkCall call) =>
        Ids is { Length: > 0 } ids ? call.To(ids)
        : Range is { } range ? call.To(range)
        : throw new InvalidOperationException("A chunk names neither ids nor a range of them.");
}
