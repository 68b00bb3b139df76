using System.Globalization;
using Outreach.Bulk.Calls;

namespace Outreach.Bulk;

/// <summary>
/// What to do when a batch asks for confirmation: a lock on the count of records it matched. A count the policy admits is
/// confirmed, with that count; any other is cancelled and reported as <see cref="BatchOutOfBoundsException"/>.
/// </summary>
/// <remarks>
/// The policy is applied to the POST's own answer, and to each later snapshot in which the count is larger. The server
/// starts small sets without asking. The policy is checked against their count all the same; a batch out of bounds is
/// cancelled at once and reported with <see cref="BatchOutOfBoundsException.HadStarted"/>, since some of its records may
/// have been changed by then. Only a preview guards beforehand. A count the server does not tell is admitted by no policy.
/// </remarks>
public sealed class Confirm : IEquatable<Confirm>
{
    private readonly string _description;

    private Confirm(CountRange range, string description, Func<Batch, bool>? condition = null)
    {
        Range = range;
        _description = description;
        Condition = condition;
    }

    /// <summary>Confirms whatever the count is. Say so only where any number of records is right.</summary>
    public static Confirm Always { get; } = new(CountRange.Any, "always");

    internal CountRange Range { get; }

    internal Func<Batch, bool>? Condition { get; }

    /// <summary>Confirms when at most <paramref name="count"/> records matched.</summary>
    /// <param name="count">The most records that may be acted on; at least 0.</param>
    /// <returns>The policy.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="count"/> is negative.</exception>
    public static Confirm AtMost(long count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        return new(new(0, count), string.Create(CultureInfo.InvariantCulture, $"at most {count}"));
    }

    /// <summary>Confirms when exactly <paramref name="count"/> records matched.</summary>
    /// <param name="count">The number of records that must match; at least 0.</param>
    /// <returns>The policy.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="count"/> is negative.</exception>
    public static Confirm Exactly(long count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        return new(new(count, count), string.Create(CultureInfo.InvariantCulture, $"exactly {count}"));
    }

    /// <summary>Confirms when about as many records matched as a preview counted: so many per cent more or fewer.</summary>
    /// <param name="percent">
    /// How far the count may be off, in per cent of the preview's count: 0 to 100. What that comes to is rounded down to whole
    /// records, so that 1 % of 150 allows 149 to 151, and 1 % of 99 exactly 99.
    /// </param>
    /// <param name="of">What a preview of the same filter counted. It must be a count, neither truncated nor shed.</param>
    /// <returns>The policy.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="of"/> is <see langword="null"/>.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="percent"/> is not from 0 to 100.</exception>
    /// <exception cref="ArgumentException"><paramref name="of"/> is truncated or shed.</exception>
    public static Confirm Within(double percent, RecordCount of)
    {
        if (!(percent is >= 0 and <= 100))
            throw new ArgumentOutOfRangeException(nameof(percent), percent, "The deviation is given in per cent, from 0 to 100.");
        ArgumentNullException.ThrowIfNull(of);
        if (of.Count is not { } count)
        {
            throw new ArgumentException(
                of.IsTruncated
                    ? $"The preview stopped counting ({of}), so nothing can be compared with it. Narrow the filter."
                    : "The server was under load and did not count the preview, so nothing can be compared with it. Count again later.",
                nameof(of));
        }

        decimal deviation = Math.Floor(count * (decimal)percent / 100);
        CountRange range = new((long)(count - deviation), (long)Math.Min(count + deviation, long.MaxValue));
        string admitted = string.Create(
            CultureInfo.InvariantCulture,
            $"{(range.AtLeast == range.AtMost ? $"exactly {range.AtMost}" : $"{range.AtLeast} to {range.AtMost}")}: within "
                + $"{percent} % of the {count} counted at {of.CountedAt:u}");
        return new(range, admitted);
    }

    /// <summary>Confirms when <paramref name="condition"/> says so.</summary>
    /// <param name="condition">
    /// Asked once per call, with the first snapshot that tells the count; it is not asked again should the count grow, as
    /// <see cref="AtMost"/> is. A condition that throws admits nothing: the batch is cancelled, and its exception is the inner one.
    /// </param>
    /// <returns>The policy.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="condition"/> is <see langword="null"/>.</exception>
    public static Confirm When(Func<Batch, bool> condition)
    {
        ArgumentNullException.ThrowIfNull(condition);
        return new(CountRange.Any, "when a condition holds", condition);
    }

    /// <summary>Whether two policies admit the same counts. Conditions are the same only as the same delegate.</summary>
    /// <param name="other">The other policy.</param>
    /// <returns><see langword="true"/> when they are the same.</returns>
    public bool Equals(Confirm? other) => other is not null && Range == other.Range && Equals(Condition, other.Condition);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Confirm);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Range, Condition);

    /// <inheritdoc/>
    public override string ToString() => $"confirm {_description}";

    /// <summary>A policy that was written: it admits the same counts, whatever they were made from.</summary>
    internal static Confirm For(CountRange range) => range == CountRange.Any ? Always
        : range.AtLeast == range.AtMost ? Exactly(range.AtMost)
        : range.AtLeast == 0 ? AtMost(range.AtMost)
        : new(range, string.Create(CultureInfo.InvariantCulture, $"{range.AtLeast} to {range.AtMost}"));

    /// <summary>What the call says about the count: "the call …".</summary>
    internal string Bounds => Condition is not null ? "confirms only when its condition holds"
        : Range == CountRange.Any ? "allows any number that the server tells"
        : $"allows {_description}";

    internal bool Admits(Batch batch) => Range.Admits(batch);
}
