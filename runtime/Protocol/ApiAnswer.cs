using System.Net;

namespace Outreach.Bulk.Protocol;

/// <summary>One answer, read to its end. What only errors tell is not made before there is one.</summary>
internal readonly record struct ApiAnswer(HttpStatusCode Status, byte[] Body, RateLimit? RateLimit, HttpMethod Method, Uri Target)
{
    /// <summary>Method and path.</summary>
    public string Request => $"{Method} {Target.AbsolutePath}";
}
