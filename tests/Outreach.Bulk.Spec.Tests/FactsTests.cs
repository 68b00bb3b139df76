using Microsoft.OpenApi.Any;
using Microsoft.OpenApi.Models;

namespace Outreach.Bulk.Spec.Tests;

/// <summary>Holds the description and the tables of facts against each other, in both directions, row by row.</summary>
public class FactsTests
{
    private const string Json = "application/vnd.api+json";

    [Fact]
    public void Attributes_are_those_of_the_facts_with_types_lengths_and_flags()
    {
        IEnumerable<string> rows =
            from model in new[] { "account", "batch", "batchItem", "import", "prospect" }
            from property in SpecFile.Document.Components.Schemas[model].Properties
            where !IsCustom(property.Key)
            let schema = property.Value
            select Row(model, property.Key, Type(schema), schema.MaxLength?.ToString() ?? "", Flags(schema));
        AssertSame("attributes", rows);
    }

    [Theory]
    [InlineData("account", 26)]
    [InlineData("prospect", 80)]
    public void A_model_has_its_named_attributes_and_150_custom_ones(string model, int named)
    {
        IDictionary<string, OpenApiSchema> properties = SpecFile.Document.Components.Schemas[model].Properties;
        Assert.Equal(named, properties.Keys.Count(name => !IsCustom(name)));
        Assert.Equal(Enumerable.Range(1, 150).Select(number => $"custom{number}"), properties.Keys.Where(IsCustom));
        Assert.All(properties.Where(property => IsCustom(property.Key)), property =>
        {
            Assert.Equal(("string", 32_000), (Type(property.Value), property.Value.MaxLength));
            Assert.Equal("", Flags(property.Value));
        });
        Assert.All(properties.Values, schema => Assert.True(schema.Nullable));
        Assert.True(SpecFile.Map(SpecFile.Document.Components.Schemas[model], "x-outreach-filters")?.ContainsKey("q"));
    }

    [Fact]
    public void Relationships_are_those_of_the_facts_with_what_they_may_be_filtered_by()
    {
        IEnumerable<string> rows =
            from model in new[] { "account", "prospect" }
            from property in SpecFile.Document.Components.Schemas[$"{model}Relationships"].Properties
            let schema = property.Value
            let data = schema.Properties.TryGetValue("data", out OpenApiSchema? found) ? found : null
            let target = (data?.Items ?? data)?.Properties["type"].Enum.OfType<OpenApiString>().Single().Value
            select Row(
                model,
                property.Key,
                target ?? "",
                data is null ? Many(model, property.Key) : data.Type == "array" ? "many" : "one",
                schema.ReadOnly ? "RO" : "",
                string.Join(' ', SpecFile.Map(schema, "x-outreach-filterable-by")?.Keys ?? Enumerable.Empty<string>()));
        AssertSame("relationships", rows);
    }

    [Fact]
    public void Bulk_actions_are_those_of_the_facts_with_effect_attributes_scopes_and_body()
    {
        IEnumerable<string> rows =
            from entry in SpecFile.Operations
            where entry.Path.StartsWith("/batches/actions/", StringComparison.Ordinal)
            let operation = entry.Operation
            let attributes = Attributes(operation)
            let name = entry.Path.Split('/')[^1]
            select Row(
                name,
                ModelOf(operation, name),
                SpecFile.Word(operation, "x-outreach-effect") ?? "",
                string.Join(", ", attributes.Properties
                    .Where(property => property.Key != "ids")
                    .Select(property =>
                        $"{property.Key}{(attributes.Required.Contains(property.Key) ? "!" : "")}: {Plain(property.Value)}")),
                string.Join(' ', SpecFile.Words(operation, "x-outreach-scopes")),
                operation.RequestBody.Required ? "required" : "optional");
        AssertSame("actions", rows);
    }

    [Fact]
    public void Every_bulk_action_takes_a_filter_a_skip_and_ids_and_custom_objects_their_name()
    {
        foreach ((string path, _, OpenApiOperation operation) in SpecFile.Operations
            .Where(entry => entry.Path.StartsWith("/batches/actions/", StringComparison.Ordinal)))
        {
            OpenApiParameter parameter = Assert.Single(operation.Parameters);
            Assert.Equal(("actionParams", ParameterStyle.DeepObject, true), (parameter.Name, parameter.Style, parameter.Explode));
            bool custom = path.Contains("customObject", StringComparison.Ordinal);
            string[] expected = custom ? ["filter", "objectName", "skipConfirmation"] : ["filter", "skipConfirmation"];
            Assert.Equal(expected, parameter.Schema.Properties.Keys);
            Assert.Equal(custom ? ["objectName"] : Array.Empty<string>(), parameter.Schema.Required);
            Assert.Equal("array of integer", Plain(Attributes(operation).Properties["ids"]));
        }
    }

    [Theory]
    [InlineData("accountsBulkModify", "account")]
    [InlineData("prospectsBulkModify", "prospect")]
    [InlineData("customObjectBulkModify", null)]
    public void A_bulk_modify_is_open_and_names_the_model_whose_fields_it_takes(string action, string? model)
    {
        OpenApiSchema attributes = Attributes(SpecFile.Document.Paths[$"/batches/actions/{action}"].Operations[OperationType.Post]);
        Assert.Equal(model, SpecFile.Word(attributes, "x-outreach-fields-of"));
        Assert.True(attributes.AdditionalPropertiesAllowed);
    }

    [Fact]
    public void The_paths_are_23_actions_2_decisions_6_import_actions_and_5_reads()
    {
        string[] paths = [.. SpecFile.Operations.Select(entry => $"{entry.Method} {entry.Path}")];
        Assert.Equal(23, paths.Count(path => path.StartsWith("Post /batches/actions/", StringComparison.Ordinal)));
        string[] others =
        [
            "Get /batchItems", "Get /batchItems/{id}", "Get /batches", "Get /batches/{id}", "Get /imports/{id}",
            "Post /batches/{id}/actions/cancel", "Post /batches/{id}/actions/confirm",
            "Post /imports/actions/accountsImport", "Post /imports/actions/bulkUpsert", "Post /imports/actions/customObjectBulkUpsert",
            "Post /imports/actions/generateUploadLink", "Post /imports/actions/prospectsImport", "Post /imports/actions/validateUpload",
        ];
        Assert.Equal(
            others,
            paths.Where(path => !path.StartsWith("Post /batches/actions/", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_operation_declares_its_responses_with_the_request_budget()
    {
        foreach ((string path, OperationType method, OpenApiOperation operation) in SpecFile.Operations)
        {
            bool member = path.Contains("{id}", StringComparison.Ordinal);
            string[] expected = member
                ? ["200", "400", "401", "403", "404", "415", "422", "429", "503"]
                : ["200", "400", "401", "403", "415", "422", "429", "503"];
            Assert.True(expected.SequenceEqual(operation.Responses.Keys), $"{method} {path}");
            foreach (OpenApiResponse response in operation.Responses.Values)
            {
                Assert.Superset(
                    new HashSet<string> { "X-RateLimit-Limit", "X-RateLimit-Remaining", "X-RateLimit-Reset" },
                    response.Headers.Keys.ToHashSet());
            }
        }
    }

    [Theory]
    [InlineData("batch", "state", "pending confirming finished failed canceled")]
    [InlineData("batchItem", "state", "error")]
    [InlineData("import", "state", "progressing finished failed")]
    [InlineData("import", "frequency", "once hourly daily")]
    [InlineData("import", "dupeMethod", "skip missing overwrite overwriteNoCreate")]
    [InlineData("import", "importType", "ImportAccount::Csv Import::Csv")]
    public void Open_lists_name_the_values_that_are_known(string model, string attribute, string values) =>
        Assert.Equal(values, KnownValues(SpecFile.Document.Components.Schemas[model].Properties[attribute]));

    [Theory]
    [InlineData("accountsImport", "dupeMethod fileName mappings! recordCount! storageKey!", "skip missing overwrite")]
    [InlineData("prospectsImport", "dupeMethod fileName mappings! recordCount! storageKey!", "skip missing overwrite")]
    [InlineData("bulkUpsert", "dupeMethod fileName records!", "skip missing overwrite overwriteNoCreate")]
    [InlineData("customObjectBulkUpsert", "dupeMethod fileName records!", "skip missing overwrite overwriteNoCreate")]
    public void Imports_take_the_attributes_of_the_facts_and_overwriteNoCreate_only_where_it_exists(
        string action, string attributes, string dupes)
    {
        OpenApiSchema schema = Attributes(SpecFile.Document.Paths[$"/imports/actions/{action}"].Operations[OperationType.Post]);
        Assert.Equal(
            attributes,
            string.Join(' ', schema.Properties.Keys.Select(name => name + (schema.Required.Contains(name) ? "!" : ""))));
        Assert.Equal(dupes, KnownValues(schema.Properties["dupeMethod"]));
    }

    private static void AssertSame(string facts, IEnumerable<string> described)
    {
        string[] actual = [.. described.Order(StringComparer.Ordinal)];
        string[] expected = SpecFile.Facts(facts);
        Assert.True(
            expected.SequenceEqual(actual),
            $"only in the facts:\n  {string.Join("\n  ", expected.Except(actual))}\n"
            + $"only in the description:\n  {string.Join("\n  ", actual.Except(expected))}");
    }

    // A relationship with nothing but a link does not say how many it leads to; the facts do.
    private static string Many(string model, string relationship) =>
        SpecFile.Facts("relationships")
            .Single(row => row.StartsWith($"{model} | {relationship} |", StringComparison.Ordinal))
            .Split('|')[3]
            .Trim();

    private static OpenApiSchema Attributes(OpenApiOperation operation) =>
        operation.RequestBody.Content[Json].Schema.Properties["data"].Properties["attributes"];

    private static string ModelOf(OpenApiOperation operation, string action)
    {
        string[] models = ["account", "customObject", "prospect"];
        string scope = SpecFile.Words(operation, "x-outreach-scopes")
            .FirstOrDefault(word => !word.StartsWith("batches.", StringComparison.Ordinal))
            ?? "customObjects.write";
        return models.Single(
            model => scope.StartsWith(model, StringComparison.Ordinal) && action.StartsWith(model, StringComparison.Ordinal));
    }

    private static string KnownValues(OpenApiSchema schema) =>
        string.Join(' ', ((OpenApiArray)schema.Extensions["x-outreach-known-values"])
            .OfType<OpenApiObject>()
            .Select(value => ((OpenApiString)value["value"]).Value));

    private static string Row(params string[] cells) => string.Join(" | ", cells).Replace("  ", " ", StringComparison.Ordinal).TrimEnd();

    private static bool IsCustom(string name) =>
        name.StartsWith("custom", StringComparison.Ordinal) && name.Length > 6 && char.IsDigit(name[6]);

    private static string Plain(OpenApiSchema schema) => schema.Type == "array" ? $"array of {schema.Items.Type}" : schema.Type;

    private static string Type(OpenApiSchema schema) => schema.Type == "array"
        ? (schema.Items?.Type is { } item ? $"array of {item}" : "array")
        : schema.Format is { } format ? $"{schema.Type} {format}" : schema.Type;

    private static string Flags(OpenApiSchema schema) => string.Join(' ', new[]
    {
        schema.ReadOnly ? "RO" : "",
        SpecFile.Flag(schema, "x-outreach-filterable") ? "F" : "",
        SpecFile.Flag(schema, "x-outreach-sortable") ? "S" : "",
    }.Where(flag => flag.Length > 0));
}
