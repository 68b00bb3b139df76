using System.Text.Json.Nodes;
using Outreach.Bulk.Emulator.Tests.Support;

namespace Outreach.Bulk.Emulator.Tests.Actions;

public sealed class BulkModifyTests
{
    [Theory]
    [InlineData("\"industry\":\"Trade\"")]
    [InlineData("\"fieldName\":\"industry\",\"fieldValue\":\"Trade\"")]
    [InlineData("\"field\":\"industry\",\"value\":\"Trade\"")]
    public async Task The_map_and_both_single_field_forms_are_understood(string attributes)
    {
        await using Local local = await Local.StartAsync();
        await local.ActAsync("accountsBulkModify", Local.Ids(1), attributes);
        Assert.Equal("Trade", (string?)Attribute(local, "industry"));
    }

    [Theory]
    [InlineData("named", "true", "true")]
    [InlineData("named", "\"false\"", "false")]
    [InlineData("numberOfEmployees", "250", "250")]
    [InlineData("numberOfEmployees", "\"250\"", "250")]
    [InlineData("buyerIntentScore", "\"12.5\"", "12.5")]
    [InlineData("foundedAt", "\"2020-02-03T04:05:06+01:00\"", "\"2020-02-03T03:05:06.000Z\"")]
    [InlineData("tags", "[\"a\",\"b\"]", "[\"a\",\"b\"]")]
    [InlineData("custom150", "\"x, y..z\"", "\"x, y..z\"")]
    [InlineData("custom1", "17", "\"17\"")]
    [InlineData("name", "null", "null")]
    [InlineData("tags", "null", "null")]
    public async Task Values_are_stored_in_the_type_of_their_attribute(string name, string sent, string stored)
    {
        await using Local local = await Local.StartAsync();
        await local.ActAsync("accountsBulkModify", Local.Ids(1), $"\"{name}\":{sent}");
        Assert.Equal(stored, Attribute(local, name)?.ToJsonString() ?? "null");
    }

    [Theory]
    [InlineData("accountsBulkModify", "\"linkedinUrl\":\"x\"", 400, "permittedParams.unknownAttribute")]
    [InlineData("accountsBulkModify", "\"createdAt\":\"2020-01-01\"", 400, "permittedParams.unknownAttribute")]
    [InlineData("accountsBulkModify", "\"custom151\":\"x\"", 400, "permittedParams.unknownAttribute")]
    [InlineData("accountsBulkModify", "\"ownerId\":1", 400, "permittedParams.unknownAttribute")]
    [InlineData("prospectsBulkModify", "\"name\":\"x\"", 400, "permittedParams.unknownAttribute")]
    [InlineData("accountsBulkModify", "\"fieldName\":\"nothing\",\"fieldValue\":1", 400, "permittedParams.unknownAttribute")]
    [InlineData("accountsBulkModify", "\"fieldName\":\"name\"", 422, "validationError")]
    [InlineData("accountsBulkModify", "", 422, "validationError")]
    [InlineData("accountsBulkModify", "\"numberOfEmployees\":\"many\"", 422, "validationError")]
    [InlineData("accountsBulkModify", "\"named\":\"maybe\"", 422, "validationError")]
    [InlineData("accountsBulkModify", "\"tags\":\"one\"", 422, "validationError")]
    public async Task What_can_not_be_written_is_refused_and_makes_no_batch(string action, string attributes, int status, string error)
    {
        await using Local local = await Local.StartAsync();
        Reply reply = await local.ActAsync(action, Local.Ids(1), attributes);
        Assert.Equal((status, error), (reply.Status, reply.ErrorId));
        Assert.Empty((await local.GetAsync("batches")).List);
    }

    [Fact]
    public async Task What_is_derived_from_an_attribute_follows_it()
    {
        await using Local local = await Local.StartAsync();
        await local.ActAsync(
            "prospectsBulkModify", Local.Ids(1), "\"firstName\":\"Ann\",\"lastName\":\"Lee\",\"emails\":[\"ann@x.example\"]");
        Assert.Equal("Ann Lee", (string?)local.Prospect(1)!["attributes"]!["name"]);
        Assert.Equal("1", (await local.GetAsync("prospects?filter[emails]=ann@x.example")).IdText);
    }

    [Fact]
    public async Task A_modified_record_is_updated_now()
    {
        await using Local local = await Local.StartAsync();
        await local.ActAsync("accountsBulkModify", Local.Ids(1), "\"name\":\"x\"");
        Assert.Equal("2026-01-05T08:00:00.000Z", (string?)Attribute(local, "updatedAt"));
    }

    [Theory]
    [InlineData("""{"data":{"attributes":{"name":"x"}}}""")]
    [InlineData("""{"data":{"attributes":{"name":"x"}},"type":"string"}""")]
    [InlineData("""{"data":{"type":"batch","attributes":{"name":"x"}}}""")]
    public async Task A_type_is_optional_and_goes_anywhere(string body)
    {
        await using Local local = await Local.StartAsync();
        Assert.Equal(200, (await local.PostAsync($"batches/actions/accountsBulkModify?{Local.Ids(1)}", body)).Status);
        Assert.Equal("x", (string?)Attribute(local, "name"));
    }

    private static JsonNode? Attribute(Local local, string name) => local.Account(1)!["attributes"]![name];
}
