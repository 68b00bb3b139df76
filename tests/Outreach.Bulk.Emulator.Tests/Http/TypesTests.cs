using System.Text.Json.Nodes;
using Outreach.Bulk.Emulator.Tests.Support;

namespace Outreach.Bulk.Emulator.Tests.Http;

public sealed class TypesTests
{
    [Fact]
    public async Task Custom_fields_are_told_in_the_published_form_with_one_of_each_type()
    {
        await using Local local = await Local.StartAsync();
        Reply reply = await local.GetAsync("types");
        JsonObject fields = reply.List.Single(model => (string?)model!["type"] == "account")!["meta"]!["validations"]!.AsObject();
        Assert.Equal(
            [
                "boolean", "currency", "date", "date_time", "inclusion", "multi_inclusion", "numerical", "percentage", "phone_number",
                "string", "url",
            ],
            fields.Select(field => (string)field.Value!["type"]!).Order(StringComparer.Ordinal));
        Assert.All(fields, field => Assert.Equal(
            ["type", "required", "label", "definition"], field.Value!.AsObject().Select(member => member.Key)));
        Assert.All(fields, field => Assert.Matches("^custom[0-9]+$", field.Key));
    }

    [Fact]
    public async Task A_saved_answer_is_given_instead()
    {
        await using Local local = await Local.StartAsync(options => options.Types = """{"data":[{"type":"account"}]}""");
        Assert.Equal("account", (string?)Assert.Single((await local.GetAsync("types")).List)!["type"]);
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("{")]
    public async Task A_saved_answer_that_is_no_JSON_object_is_refused_at_the_start(string types) =>
        await Assert.ThrowsAsync<ArgumentException>(() => Local.StartAsync(options => options.Types = types));

    [Theory]
    [InlineData("true", "true")]
    [InlineData("[\"Europe\",\"Americas\"]", "[\"Europe\",\"Americas\"]")]
    [InlineData("\"2027-01-31\"", "\"2027-01-31\"")]
    [InlineData("null", null)]
    public async Task A_custom_field_keeps_what_it_was_given(string given, string? kept)
    {
        await using Local local = await Local.StartAsync();
        await local.ActAsync("accountsBulkModify", Local.Ids(1), $"\"custom20\":{given}");
        Assert.Equal(kept, local.Account(1)!["attributes"]!["custom20"]?.ToJsonString());
    }

    [Fact]
    public async Task A_custom_field_takes_no_object_and_no_text_that_is_too_long()
    {
        await using Local local = await Local.StartAsync();
        Assert.Equal(422, (await local.ActAsync("accountsBulkModify", Local.Ids(1), "\"custom20\":{}")).Status);
        Assert.Equal(422, (await local.ActAsync("accountsBulkModify", Local.Ids(1), $"\"custom20\":\"{new string('x', 32_001)}\"")).Status);
    }

    [Theory]
    [InlineData("schema")]
    [InlineData("schema.json")]
    public async Task The_schema_defines_each_custom_object_beside_the_models(string path)
    {
        await using Local local = await Local.StartAsync(options => options.CustomObjects["contract"] = 3);
        JsonObject definitions = (await local.GetAsync(path)).Body!["definitions"]!.AsObject();
        Assert.Equal(
            ["account", "contract", "prospect", "vehicle"], definitions.Select(definition => definition.Key).Order(StringComparer.Ordinal));
        Assert.Equal("/customObjects/vehicle", (string?)definitions["vehicle"]!["links"]![0]!["href"]);
        Assert.True((bool)definitions["vehicle"]!["properties"]!["city"]!["filterable"]!);
    }

    [Fact]
    public async Task A_saved_schema_is_given_instead()
    {
        await using Local local = await Local.StartAsync(options => options.Schema = """{"definitions":{}}""");
        Assert.Empty((await local.GetAsync("schema")).Body!["definitions"]!.AsObject());
        await Assert.ThrowsAsync<ArgumentException>(() => Local.StartAsync(options => options.Schema = "no JSON"));
    }
}
