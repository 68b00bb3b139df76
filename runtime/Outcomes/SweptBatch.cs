namespace Outreach.Bulk;

/// <summary>A batch as a sweep saw it, and the digest of what it echoes, made when somebody compares it.</summary>
internal sealed class SweptBatch(Batch batch)
{
    private readonly Lazy<string?> _digest = new(() => RequestLeaf.DigestOf(RequestLeaf.Of(batch.Payload)));

    public Batch Batch => batch;

    public bool Echoes(string? digest) => digest is not null && _digest.Value == digest;
}
