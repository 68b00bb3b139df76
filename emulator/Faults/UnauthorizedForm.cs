namespace Outreach.Bulk.Emulator;

/// <summary>Who answers a request with 401, and so what that proves.</summary>
public enum UnauthorizedForm
{
    /// <summary>The API, with JSON:API errors: nothing was done.</summary>
    JsonApi,

    /// <summary>Its gateway, with <c>error</c> and <c>description</c>: nothing was done.</summary>
    Gateway,

    /// <summary>A page of something in between, which proves nothing.</summary>
    Page,
}
