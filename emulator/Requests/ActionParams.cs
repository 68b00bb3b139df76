using System.Globalization;
using System.Text.Json.Nodes;
using Outreach.Bulk.Emulator.Filtering;
using Outreach.Bulk.Emulator.JsonApi;

namespace Outreach.Bulk.Emulator.Requests;

/// <summary>Reads <c>actionParams[…]</c>. Other query parameters, a filter among them, mean nothing to an action.</summary>
internal sealed class ActionParams
{
    private readonly JsonObject _members;

    public ActionParams(ApiRequest request, bool refuseUnknown, params ReadOnlySpan<string> known)
    {
        _members = request.Query["actionParams"] switch
        {
            null => [],
            JsonObject members => members,
            _ => throw ApiException.BadParameter("'actionParams' needs a member, such as actionParams[filter]."),
        };
        foreach ((string name, _) in _members)
        {
            if (refuseUnknown && !known.Contains(name))
                throw ApiException.BadParameter($"'{name}' is not a parameter of this action.");
        }
    }

    public JsonObject? Filter => FilterReader.Tree(_members["filter"]);

    public bool SkipConfirmation => Text("skipConfirmation") switch
    {
        null or "false" => false,
        "true" => true,
        _ => throw ApiException.BadParameter("'skipConfirmation' must be true or false."),
    };

    public string? ObjectName => Text("objectName");

    public int? ConfirmedCount => Text("confirmedCount") switch
    {
        null => null,
        string text when int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int count) => count,
        _ => throw ApiException.BadParameter("'confirmedCount' must be a number."),
    };

    public string Required(string name) => Text(name) ?? throw ApiException.BadParameter($"'{name}' is required.");

    private string? Text(string name) => _members[name] switch
    {
        null => null,
        JsonValue value => (string)value!,
        _ => throw ApiException.BadParameter($"'{name}' must be a single value."),
    };
}
