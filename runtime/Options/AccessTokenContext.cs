namespace Outreach.Bulk;

/// <summary>What the token source receives when it is called.</summary>
/// <param name="rejectedToken">The token that the server refused last, or <see langword="null"/>.</param>
public readonly struct AccessTokenContext(string? rejectedToken) : IEquatable<AccessTokenContext>
{
    /// <summary>
    /// The token that the server refused with 401 since the source was last asked, or <see langword="null"/>. A source
    /// that caches tokens should drop this one. Outreach hands out at most one token a minute for each user and
    /// application, so do not ask for a new one without need.
    /// </summary>
    public string? RejectedToken { get; } = rejectedToken;

    /// <summary>Whether two contexts are the same.</summary>
    /// <param name="left">One context.</param>
    /// <param name="right">The other.</param>
    public static bool operator ==(AccessTokenContext left, AccessTokenContext right) => left.Equals(right);

    /// <summary>Whether two contexts differ.</summary>
    /// <param name="left">One context.</param>
    /// <param name="right">The other.</param>
    public static bool operator !=(AccessTokenContext left, AccessTokenContext right) => !left.Equals(right);

    /// <inheritdoc/>
    public bool Equals(AccessTokenContext other) => RejectedToken == other.RejectedToken;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is AccessTokenContext other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => RejectedToken?.GetHashCode(StringComparison.Ordinal) ?? 0;

    /// <summary>Says whether a token was refused, never which.</summary>
    /// <returns>A short text.</returns>
    public override string ToString() => RejectedToken is null ? "first or routine request" : "after a rejected token";
}
