namespace Outreach.Bulk;

/// <summary>Which request an error is about. It holds no query, body or header: those carry values and secrets.</summary>
/// <param name="Method">The HTTP method.</param>
/// <param name="Path">The path, without the query.</param>
public sealed record RequestSummary(string Method, string Path)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Method} {Path}";
}
