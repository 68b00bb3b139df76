using System.Text.Json.Nodes;
using Outreach.Bulk.Emulator.JsonApi;

namespace Outreach.Bulk.Emulator.OAuth;

/// <summary>Answers <c>GET /api/v2</c>: who a token is. The user and the organisation are made up, and so is each form.</summary>
internal sealed class IdentityEndpoint(EmulatorOptions options)
{
    public ApiResponse Get() => options.Identity switch
    {
        IdentityForm.Resource => new(200, new JsonObject
        {
            ["data"] = new JsonObject
            {
                ["type"] = "user",
                ["id"] = 1,
                ["attributes"] = User(),
                ["relationships"] = new JsonObject
                {
                    ["org"] = new JsonObject { ["data"] = new JsonObject { ["type"] = "org", ["id"] = 1 } },
                },
            },
            ["included"] = new JsonArray(new JsonObject { ["type"] = "org", ["id"] = 1, ["attributes"] = Org() }),
        }),
        IdentityForm.Meta => new(200, new JsonObject
        {
            ["meta"] = new JsonObject { ["user"] = WithId(User()), ["org"] = WithId(Org()) },
        }),
        IdentityForm.Nothing => new(200, new JsonObject()),
        _ => throw ApiException.NotFound("GET /"),
    };

    private static JsonObject User() => new() { ["email"] = "emma@emulator.example", ["firstName"] = "Emma", ["lastName"] = "Lator" };

    private static JsonObject Org() => new() { ["name"] = "Emulator" };

    private static JsonObject WithId(JsonObject fields)
    {
        fields["id"] = 1;
        return fields;
    }
}
