using Outreach.Bulk.Calls;
using Outreach.Bulk.Jobs.Planning;

namespace Outreach.Bulk.Jobs.Tests.Planning;

/// <summary>Ids at equal distances: the first, how far apart, how many.</summary>
internal readonly record struct Run(long First, long Step, long Count)
{
    public long Last => First + ((Count - 1) * Step);

    /// <summary>How many are at most so high.</summary>
    public long UpTo(long id) => id < First ? 0 : Math.Min(Count, ((id - First) / Step) + 1);
}

/// <summary>A server with records of given ids: it counts as Outreach does, no further than a cap, and now and then not at all.</summary>
internal sealed class RecordSet(IReadOnlyList<Run> runs) : IRecordCounter
{
    public long Cap { get; init; } = 2_000_000;

    /// <summary>Which request, counted from 1, is not counted.</summary>
    public Func<int, bool> Sheds { get; init; } = _ => false;

    /// <summary>What the page of the newest shows; null for the highest id.</summary>
    public Func<long?>? Guess { get; init; }

    /// <summary>Whether ranges are passed over.</summary>
    public bool IgnoresRanges { get; init; }

    /// <summary>Happens after each request.</summary>
    public Action<RecordSet, int>? Meanwhile { get; init; }

    public IReadOnlyList<Run> Runs { get; set; } = runs;

    public long Total => Runs.Sum(run => run.Count);

    public long Highest => Runs.Count == 0 ? 0 : Runs.Max(run => run.Last);

    public List<IdRange> Asked { get; } = [];

    public int Requests { get; private set; }

    public long Within(IdRange range) => Runs.Sum(run => run.UpTo(range.Last) - run.UpTo(range.First - 1));

    public Task<RecordCount> CountAsync(IdRange range, CancellationToken cancellationToken)
    {
        Requests++;
        Asked.Add(range);
        long count = IgnoresRanges ? Total : Within(range);
        RecordCount told = Sheds(Requests) ? RecordCount.Shed(default)
            : count >= Cap ? RecordCount.Truncated(Cap, default)
            : RecordCount.Of(count, default);
        Meanwhile?.Invoke(this, Requests);
        return Task.FromResult(told);
    }

    public Task<long?> GuessHighestIdAsync(CancellationToken cancellationToken)
    {
        Requests++;
        long? told = Guess is null ? (Runs.Count == 0 ? null : Highest) : Guess();
        Meanwhile?.Invoke(this, Requests);
        return Task.FromResult(told);
    }
}
