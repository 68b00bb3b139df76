using System.Text.Json;

namespace Outreach.Bulk;

/// <summary>
/// Who a token is, as far as the root of the API says. That it does is published and its form is not, so that each part may be unknown:
/// <see langword="null"/>.
/// </summary>
public sealed record OutreachIdentity
{
    /// <summary>The user's id.</summary>
    public long? UserId { get; init; }

    /// <summary>The user's name.</summary>
    public string? UserName { get; init; }

    /// <summary>The user's e-mail address.</summary>
    public string? UserEmail { get; init; }

    /// <summary>What the organisation is known by: a number, or a text.</summary>
    public string? OrgId { get; init; }

    /// <summary>The organisation's name.</summary>
    public string? OrgName { get; init; }

    /// <summary>All that the server said; <see langword="null"/> when it said nothing.</summary>
    public JsonElement? Document { get; init; }

    /// <summary>Names the ids and nothing of a person.</summary>
    /// <returns>A short text.</returns>
    public override string ToString() =>
        FormattableString.Invariant($"user {(UserId is { } user ? $"{user}" : "unknown")} of org {OrgId ?? "unknown"}");
}
