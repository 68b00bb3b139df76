using System.Globalization;

namespace Outreach.Bulk;

/// <summary>
/// Consent to destroy a number of records. Actions that destroy data take one, made from the count that is expected;
/// without it the call does not compile. It locks the count like a <see cref="Confirm"/> policy: a batch that matched
/// another number is cancelled and reported.
/// </summary>
public sealed class Consent
{
    private readonly CountRange _range;

    private Consent(CountRange range) => _range = range;

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

    /// <inheritdoc/>
    public override string ToString() => $"consent to destroy {Count}";

    /// <summary>What the call says about the count: "the call …".</summary>
    internal string Bounds => $"consents to destroying {Count}";

    private string Count => string.Create(
        CultureInfo.InvariantCulture, $"{(_range.AtLeast == _range.AtMost ? "exactly" : "at most")} {_range.AtMost}");

    internal bool Admits(Batch batch) => _range.Admits(batch);
}
