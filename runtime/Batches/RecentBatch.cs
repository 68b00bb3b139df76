using Outreach.Bulk.Calls;

namespace Outreach.Bulk.Batches;

/// <summary>A batch as a list showed it, and the digest of what it echoes, made when somebody compares it.</summary>
internal sealed class RecentBatch(Batch batch)
{
    private readonly Lazy<string?> _digest = new(() => RequestLeaf.DigestOf(RequestLeaf.Of(batch.Payload)));

    public Batch Batch => batch;

    public bool Echoes(string? digest) => digest is not null && _digest.Value == digest;
}
