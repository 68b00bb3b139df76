using System.Globalization;

namespace Outreach.Bulk;

/// <summary>
/// Consent to destroy a number of records. Actions that destroy data take one, made from the count that is expected;
/// without it the call does not compile. It locks the count like a <see cref="Confirm"/> policy: a batch that matched
/// another number is cancelled and reported.
/// </summary>
public sealed class Consent
{
    private Consent(long atLeast, long atMost)
    {
        AtLeast = atLeast;
        AtMost = atMost;
    }

    internal long AtLeast { get; }

    internal long AtMost { get; }

    /// <summary>Consents to destroy exactly <paramref name="expectedCount"/> records.</summary>
    /// <param name="expectedCount">How many records the filter is expected to match; at least 1.</param>
    /// <returns>The consent.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="expectedCount"/> is less than 1.</exception>
    public static Consent ToDestroyExactly(long expectedCount)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(expectedCount, 1);
        return new(expectedCount, expectedCount);
    }

    /// <summary>Consents to destroy up to <paramref name="expectedCount"/> records.</summary>
    /// <param name="expectedCount">The most records the filter is expected to match; at least 1.</param>
    /// <returns>The consent.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="expectedCount"/> is less than 1.</exception>
    public static Consent ToDestroyAtMost(long expectedCount)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(expectedCount, 1);
        return new(0, expectedCount);
    }

    /// <inheritdoc/>
    public override string ToString() => AtLeast == AtMost
        ? string.Create(CultureInfo.InvariantCulture, $"consent to destroy exactly {AtMost}")
        : string.Create(CultureInfo.InvariantCulture, $"consent to destroy at most {AtMost}");

    internal bool Admits(long count) => count >= AtLeast && count <= AtMost;
}
