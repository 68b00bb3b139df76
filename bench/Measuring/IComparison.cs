namespace Outreach.Bulk.Benchmarks.Measuring;

/// <summary>One job, done by us and by peers.</summary>
internal interface IComparison : IAsyncDisposable
{
    /// <summary>The job, as the printed lines name it.</summary>
    string Title { get; }

    /// <summary>Our way of doing it.</summary>
    Contender Subject { get; }

    /// <summary>Against whom, and how good is good enough: one printed line each.</summary>
    IReadOnlyList<Goal> Goals { get; }
}

/// <summary>One way of doing the job.</summary>
/// <param name="Name">The name in printed lines.</param>
/// <param name="DoAsync">Does the job once.</param>
internal sealed record Contender(string Name, Func<Task> DoAsync);

/// <summary>What the ratios to one peer should be.</summary>
/// <param name="Peer">The peer.</param>
/// <param name="Time">The limit of our time divided by the peer's.</param>
/// <param name="Allocated">The limit of our allocated bytes divided by the peer's.</param>
internal sealed record Goal(Contender Peer, Limit Time, Limit Allocated);

/// <summary>The limit of a ratio.</summary>
/// <param name="Ratio">The limit.</param>
/// <param name="IsExclusive">Whether the limit itself misses the goal.</param>
internal readonly record struct Limit(double Ratio, bool IsExclusive = false)
{
    /// <summary>Less than the peer.</summary>
    public static Limit Less { get; } = new(1, IsExclusive: true);

    public bool Admits(double ratio) => IsExclusive ? ratio < Ratio : ratio <= Ratio;

    public override string ToString() => FormattableString.Invariant($"goal {(IsExclusive ? "below " : "")}{Ratio:0.00}");
}
