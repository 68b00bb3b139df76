namespace Outreach.Bulk.Generator.Conventions;

/// <summary>What parts of a description are called that mean something of their own.</summary>
internal static class WellKnown
{
    /// <summary>The selection by id in a body: a part of the filter, so no attribute.</summary>
    public const string Ids = "ids";

    /// <summary>The query parameter that holds filter and params.</summary>
    public const string ActionParams = "actionParams";

    /// <summary>The resource whose records are those of custom objects.</summary>
    public const string CustomObject = "customObject";

    /// <summary>The parameter that names a custom object.</summary>
    public const string ObjectName = "objectName";

    /// <summary>The schema of a resource's relationships, beside that of its attributes.</summary>
    public static string RelationshipsOf(string resource) => resource + "Relationships";
}
