namespace Outreach.Bulk.Emulator;

/// <summary>How <c>GET /api/v2</c> says who a token is. All forms are made up.</summary>
public enum IdentityForm
{
    /// <summary>The user as a resource with attributes, the organisation as another one in <c>included</c>.</summary>
    Resource,

    /// <summary>Both as plain objects in <c>meta</c>: <c>user</c> and <c>org</c>.</summary>
    Meta,

    /// <summary>An empty document, which says nothing.</summary>
    Nothing,

    /// <summary>There is no such path: 404.</summary>
    NotFound,
}
