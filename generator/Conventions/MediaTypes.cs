namespace Outreach.Bulk.Generator.Conventions;

/// <summary>The media types of bodies: which of several is read, whatever their order.</summary>
internal static class MediaTypes
{
    /// <summary>That of JSON:API, which is what is sent.</summary>
    public const string JsonApi = "application/vnd.api+json";

    /// <summary>How well a media type fits, 0 the best.</summary>
    public static int Rank(string name)
    {
        int end = name.IndexOf(';');
        string type = (end < 0 ? name : name[..end]).Trim().ToLowerInvariant();
        return name == JsonApi ? 0
            : type == JsonApi ? 1
            : type is "application/json" ? 2
            : type.EndsWith("/json", StringComparison.Ordinal) || type.EndsWith("+json", StringComparison.Ordinal) ? 3
            : type is "application/*" or "*/*" ? 4
            : 5;
    }

    /// <summary>Whether a body of a rank can only be meant to be JSON.</summary>
    public static bool IsJson(int rank) => rank < 5;
}
