using System.Text.Json.Nodes;
using Outreach.Bulk.Emulator.JsonApi;

namespace Outreach.Bulk.Emulator.OAuth;

/// <summary>A refusal in OAuth's own form.</summary>
internal sealed class OAuthException(string error, string description, int status = 400) : Exception(description)
{
    public string Error => error;

    public ApiResponse ToResponse() => OAuthEndpoints.Json(
        status, new JsonObject { ["error"] = error, ["error_description"] = Message });
}
