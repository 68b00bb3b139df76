using System.Globalization;

namespace Outreach.Bulk;

/// <summary>
/// What to do when a batch asks for confirmation: a lock on the count of records it matched. The policy is applied to
/// the POST's own answer. A count it admits is confirmed, with that count; any other is cancelled and reported as
/// <see cref="BatchOutOfBoundsException"/>.
/// </summary>
/// <remarks>
/// The server starts small sets without asking. The policy is checked against their count all the same; a batch out of
/// bounds is cancelled at once and reported with <see cref="BatchOutOfBoundsException.HadStarted"/>, since some of its
/// records may have been changed by then. Only a preview guards beforehand.
/// </remarks>
public sealed class Confirm
{
    private readonly Func<Batch, bool> _admits;
    private readonly string _description;

    private Confirm(Func<Batch, bool> admits, string description)
    {
        _admits = admits;
        _description = description;
    }

    /// <summary>Confirms whatever the count is. Say so only where any number of records is right.</summary>
    public static Confirm Always { get; } = new(_ => true, "always");

    /// <summary>Confirms when at most <paramref name="count"/> records matched.</summary>
    /// <param name="count">The most records that may be acted on; at least 0.</param>
    /// <returns>The policy.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="count"/> is negative.</exception>
    public static Confirm AtMost(long count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        return new(
            batch => batch.MatchedCount <= count,
            string.Create(CultureInfo.InvariantCulture, $"at most {count}"));
    }

    /// <summary>Confirms when exactly <paramref name="count"/> records matched.</summary>
    /// <param name="count">The number of records that must match; at least 0.</param>
    /// <returns>The policy.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="count"/> is negative.</exception>
    public static Confirm Exactly(long count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        return new(
            batch => batch.MatchedCount == count,
            string.Create(CultureInfo.InvariantCulture, $"exactly {count}"));
    }

    /// <summary>Confirms when <paramref name="condition"/> says so.</summary>
    /// <param name="condition">Asked once per call, with the batch as the server answered it.</param>
    /// <returns>The policy.</returns>
    public static Confirm When(Func<Batch, bool> condition)
    {
        ArgumentNullException.ThrowIfNull(condition);
        return new(condition, "when a condition holds");
    }

    /// <inheritdoc/>
    public override string ToString() => $"confirm {_description}";

    internal bool Admits(Batch batch) => _admits(batch);
}
