using System.Text.Json.Nodes;

namespace Outreach.Bulk.Emulator.JsonApi;

/// <summary>A refusal, thrown wherever it is noticed and answered as a JSON:API error document.</summary>
internal sealed class ApiException(int status, string id, string title, string detail, string? pointer = null)
    : Exception(detail)
{
    public int Status => status;

    public static ApiException BadParameter(string detail) =>
        new(400, "actionParameter.unknownParameter", "Bad Request", detail);

    public static ApiException BadQuery(string detail) => new(400, "queryParameter.invalid", "Bad Request", detail);

    public static ApiException BadFilter(string detail) => new(400, "filterParameter.invalid", "Bad Request", detail);

    public static ApiException BadTime(string detail) =>
        new(400, "filterParameter.invalidDatetimeFormat", "Invalid Datetime Format", detail);

    public static ApiException UnknownAttribute(string detail) =>
        new(400, "permittedParams.unknownAttribute", "Unknown Attribute", detail);

    public static ApiException UnknownResourceField(string detail) =>
        new(400, "fieldsParameter.unknownResourceField", "Unknown Resource Field", detail);

    public static ApiException NotFound(string what) =>
        new(404, "resourceNotFound", "Resource Not Found", $"Could not find {what}.");

    public static ApiException Invalid(string detail, string pointer) =>
        new(422, "validationError", "Validation Error", detail, pointer);

    public ApiResponse ToResponse()
    {
        JsonObject error = new() { ["id"] = id, ["title"] = title, ["detail"] = Message };
        if (pointer is not null)
            error["source"] = new JsonObject { ["pointer"] = pointer };
        return new ApiResponse(status, new JsonObject { ["errors"] = new JsonArray(error) });
    }
}
