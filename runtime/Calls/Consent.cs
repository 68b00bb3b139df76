using System.Globalization;
using Outreach.Bulk.Calls;

namespace Outreach.Bulk;

/// <summary>
/// Consent to destroy a number of records. Actions that destroy data take one, made from the count that is expected;
/// without it the call does not compile. It locks the count like a <see cref="Confirm"/> policy: a batch that matched
/// another number is cancelled and reported.
/// </summary>
public sealed class Consent : IEquatable<Consent>
{
    private Consent(CountRange range) => Range = range;

    internal CountRange Range { get; }

    /// <summary>Consents to destroy exactly <paramref name="expectedCount"/> records.</summary>
    /// <param name="expectedCount">How many records the filter is expected to match; at least 1.</param>
    /// <returns>The consent.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="expectedCount"/> is less than 1.</exception>
    public static Consent ToDestroyExactly(long expectedCount)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(expectedCount, 1);
        return new(new CountRange(expectedCount, expectedCount));
    }

    /// <summary>Consents to destroy up to <paramref name="expectedCount"/> records.</summary>
    /// <param name="expectedCount">The most records the filter is expected to match; at least 1.</param>
    /// <returns>The consent.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="expectedCount"/> is less than 1.</exception>
    public static Consent ToDestroyAtMost(long expectedCount)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(expectedCount, 1);
        return new(new CountRange(0, expectedCount));
    }

    /// <summary>Whether two consents admit the same counts.</summary>
    /// <param name="other">The other consent.</param>
    /// <returns><see langword="true"/> when they are the same.</returns>
    public bool Equals(Consent? other) => other is not null && Range == other.Range;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Consent);

    /// <inheritdoc/>
    public override int GetHashCode() => Range.GetHashCode();

    /// <inheritdoc/>
    public override string ToString() => $"consent to destroy {Count}";

    /// <summary>A consent that was written.</summary>
    internal static Consent For(CountRange range) =>
        range.AtLeast == range.AtMost ? ToDestroyExactly(range.AtMost) : ToDestroyAtMost(range.AtMost);

    /// <summary>What the call says about the count: "the call …".</summary>
    internal string Bounds => $"consents to destroying {Count}";

    private string Count => string.Create(
        CultureInfo.InvariantCulture, $"{(Range.AtLeast == Range.AtMost ? "exactly" : "at most")} {Range.AtMost}");

    internal bool Admits(Batch batch) => Range.Admits(batch);
}
