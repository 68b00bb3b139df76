using System.Text.Json.Nodes;

namespace Outreach.Bulk.Emulator.JsonApi;

/// <summary>A refusal, thrown wherever it is noticed and answered as a JSON:API error document.</summary>
internal sealed class ApiError(int status, string id, string title, string detail, string? pointer = null)
    : Exception(detail)
{
    public int Status => status;

    public static ApiError BadParameter(string detail) =>
        new(400, "actionParameter.unknownParameter", "Bad Request", detail);

    public static ApiError BadQuery(string detail) => new(400, "queryParameter.invalid", "Bad Request", detail);

    public static ApiError BadFilter(string detail) => new(400, "filterParameter.invalid", "Bad Request", detail);

    public static ApiError BadTime(string detail) =>
        new(400, "filterParameter.invalidDatetimeFormat", "Invalid Datetime Format", detail);

    public static ApiError UnknownAttribute(string detail) =>
        new(400, "permittedParams.unknownAttribute", "Unknown Attribute", detail);

    public static ApiError UnknownResourceField(string detail) =>
        new(400, "fieldsParameter.unknownResourceField", "Unknown Resource Field", detail);

    public static ApiError NotFound(string what) =>
        new(404, "resourceNotFound", "Resource Not Found", $"Could not find {what}.");

    public static ApiError Invalid(string detail, string pointer) =>
        new(422, "validationError", "Validation Error", detail, pointer);

    public Answer ToAnswer()
    {
        var error = new JsonObject { ["id"] = id, ["title"] = title, ["detail"] = Message };
        if (pointer is not null) error["source"] = new JsonObject { ["pointer"] = pointer };
        return new Answer(status, new JsonObject { ["errors"] = new JsonArray(error) });
    }
}
