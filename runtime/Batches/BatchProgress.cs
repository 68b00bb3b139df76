namespace Outreach.Bulk;

/// <summary>How far a batch has come.</summary>
/// <param name="Batch">The snapshot this is about.</param>
public readonly record struct BatchProgress(Batch Batch)
{
    /// <summary>Where the batch is in its life.</summary>
    public BatchState State => Batch.State;

    /// <summary>How many records the batch acts on; 0 while that is not known.</summary>
    public long Total => Batch.MatchedCount ?? 0;

    /// <summary>How many have been worked on, failed ones included.</summary>
    public long Processed => Batch.Total is > 0 ? Math.Max(0, Batch.Total.Value - (Batch.Pending ?? 0)) : 0;

    /// <summary>How many of them failed.</summary>
    public long Failures => Batch.Failures ?? 0;

    /// <summary>The share that has been worked on, from 0 to 1. A finished batch is at 1.</summary>
    public double Fraction => State == BatchState.Finished ? 1 : Total > 0 ? Math.Clamp((double)Processed / Total, 0, 1) : 0;

    /// <inheritdoc/>
    public override string ToString() => FormattableString.Invariant($"{State}: {Processed} of {Total}, {Failures} failed");
}
