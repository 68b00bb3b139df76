using System.Text.Json;
using System.Text.Json.Nodes;
using Outreach.Bulk.Emulator.Collections;
using Outreach.Bulk.Emulator.Filtering;
using Outreach.Bulk.Emulator.JsonApi;
using Outreach.Bulk.Emulator.Requests;

namespace Outreach.Bulk.Emulator.Records;

/// <summary>Answers the record paths of custom objects: lists in the order of their ids, and single records.</summary>
internal sealed class CustomObjectEndpoints(RecordStores stores, EmulatorOptions options)
{
    public ApiResponse Handle(ApiRequest request, string objectName, long? id)
    {
        CustomObjectStore store = stores.CustomObjects(objectName) ?? throw ApiException.NotFound($"the custom object {objectName}");
        if (id is not long known)
        {
            return request.Method switch
            {
                "GET" => List(request, store),
                "POST" => Save(store, store.NextId(), [], request, status: 201),
                _ => throw ApiException.NotFound($"{request.Method} {request.Path}"),
            };
        }

        JsonObject attributes = store.Attributes(known) ?? throw ApiException.NotFound($"{objectName} {known}");
        switch (request.Method)
        {
            case "GET":
                return ApiResponse.Ok(store.Resource(known)!);
            case "PATCH":
                return Save(store, known, attributes, request, status: 200);
            case "DELETE":
                store.Delete(known);
                return new ApiResponse(204, null);
            default:
                throw ApiException.NotFound($"{request.Method} {request.Path}");
        }
    }

    private ApiResponse List(ApiRequest request, CustomObjectStore store)
    {
        List<FilterClause> clauses = request.Filter(options.CommaListsInIdFilters);
        InMemoryCollection<long> records = new(options, store.Type, id => id);
        return records.List(request, [], store.Ids(clauses), id => store.Resource(id)!);
    }

    private static ApiResponse Save(CustomObjectStore store, long id, JsonObject attributes, ApiRequest request, int status)
    {
        foreach ((string name, JsonNode? value) in Given(request.Body))
        {
            if (!CustomObjectStore.AttributeName.IsMatch(name))
                throw ApiException.UnknownAttribute($"'{name}' can't be the name of an attribute.");
            attributes[name] = value?.DeepClone();
        }

        store.Write(id, attributes);
        return ApiResponse.Ok(store.Resource(id)!) with { Status = status };
    }

    private static JsonObject Given(string body)
    {
        try
        {
            if (JsonNode.Parse(body)?["data"]?["attributes"] is JsonObject attributes)
                return attributes;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw new ApiException(400, "invalidJson", "Bad Request", "The body is not a JSON:API document.");
        }

        throw ApiException.Invalid("The body must have the form {\"data\":{\"attributes\":{}}}.", "/data");
    }
}
