using Outreach.Bulk.Jobs.Stores;

namespace Outreach.Bulk.Jobs;

/// <summary>A part of a job that one batch or import works off: the records of a range of ids, some ids, or rows of a file.</summary>
public sealed record PlannedChunk
{
    private PlannedChunk()
    {
    }

    /// <summary>Its number in the job, from 1.</summary>
    public required int Number { get; init; }

    /// <summary>The lowest id of its range, or of its ids; <see langword="null"/> for rows of a file.</summary>
    public long? FirstId { get; init; }

    /// <summary>The highest id of its range, or of its ids; <see langword="null"/> for rows of a file.</summary>
    public long? LastId { get; init; }

    /// <summary>Whether it is a list of ids; otherwise it is a range of them, or rows of a file.</summary>
    public bool IsIdList { get; init; }

    /// <summary>The line of the file that its first row starts in, from 1; <see langword="null"/> for a bulk action.</summary>
    public long? FirstLine { get; init; }

    /// <summary>How many records or rows were counted.</summary>
    public required long Records { get; init; }

    /// <summary>The fewest records its batch may match.</summary>
    public required long AtLeast { get; init; }

    /// <summary>The most records its batch may match.</summary>
    public required long AtMost { get; init; }

    /// <summary>Whether all other chunks wait for its end.</summary>
    public required bool IsCanary { get; init; }

    internal string Where => FirstLine is { } line ? FormattableString.Invariant($"from line {line}")
        : FirstId is null ? "?"
        : FormattableString.Invariant($"{(IsIdList ? "some of the ids" : "ids")} {FirstId} to {LastId}");

    /// <inheritdoc/>
    public override string ToString() => FormattableString.Invariant($"chunk {Number}: {Records} records, {Where}{(IsCanary ? ", canary" : "")}");

    internal static PlannedChunk Of(StoredChunk chunk) => new()
    {
        Number = chunk.Number,
        Records = chunk.Records,
        AtLeast = chunk.AtLeast,
        AtMost = chunk.AtMost,
        IsCanary = chunk.IsCanary,
    };
}
