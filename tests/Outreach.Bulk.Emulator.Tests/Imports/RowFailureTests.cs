using System.Text.Json.Nodes;
using Outreach.Bulk.Emulator.Tests.Support;

namespace Outreach.Bulk.Emulator.Tests.Imports;

public sealed class RowFailureTests
{
    [Theory]
    [InlineData("customId,name,followers", "x,A,many", "followers can't be \"many\".")]
    [InlineData("customId,name,foundedAt", "x,A,yesterday", "foundedAt can't be \"yesterday\".")]
    [InlineData("customId,name,named", "x,A,perhaps", "named can't be \"perhaps\".")]
    [InlineData("customId,name,buyerIntentScore", "x,A,NaN", "buyerIntentScore can't be \"NaN\".")]
    [InlineData("customId,name,createdAt", "x,A,2026-01-01", "'createdAt' is not an attribute of account that can be written.")]
    [InlineData("customId,name,nope", "x,A,1", "'nope' is not an attribute of account that can be written.")]
    [InlineData("id,name", "99,A", "Could not find account 99.")]
    [InlineData("id,name", "x,A", "id can't be \"x\".")]
    [InlineData("customId,name", ",A", "There is no value for customId.")]
    [InlineData("customId,name", "x,", "A new account needs a name.")]
    [InlineData("customId,name", "x", "The row has 1 cells, the header 2.")]
    [InlineData("customId,name", "x,A,B", "The row has 3 cells, the header 2.")]
    public async Task A_bad_row_fails_with_its_reason_and_the_others_go_on(string header, string row, string reason)
    {
        await using Local local = await Local.StartAsync();
        string good = string.Join(
            ',', header.Split(',').Select(name => name switch { "id" => "1", "customId" => "good", "name" => "Good", _ => "" }));
        Reply import = await local.ImportAsync("accountsImport", $"{header}\n{row}\n{good}\n", "overwrite");
        Assert.Equal(("finished", 2, 1), (import.State, (int)import.Attributes["total"]!, (int)import.Attributes["failures"]!));
        JsonObject[] items = await local.ItemsAsync(import);
        Assert.Equal([(true, "error"), (false, "finished")], items.Select(item => ((bool)item["failed"]!, (string)item["state"]!)));
        Assert.Equal(reason, (string?)items[0]["info"]);
        long record = (long)Uploads.DataOf(items[1])["id"]!;
        Assert.Equal("Good", ImportTests.Text(local.Account(record), "name"));
    }

    [Fact]
    public async Task Text_that_is_too_long_fails_its_row()
    {
        await using Local local = await Local.StartAsync();
        Reply import = await local.ImportAsync("accountsImport", $"customId,name\nx,{new string('n', 256)}\ny,{new string('n', 255)}\n");
        Assert.Equal(("finished", 2, 0, 1), Uploads.Counters(import));
        Assert.Equal("name is longer than 255 characters.", (string?)(await local.ItemsAsync(import))[0]["info"]);
    }

    [Theory]
    [InlineData(true, """{"type":"account","id":null,"attributes":{"customId":"x","followers":"many"}}""")]
    [InlineData(false, """{"type":"account","id":null}""")]
    public async Task The_item_of_a_row_tells_the_row_or_only_its_record(bool showRow, string expected)
    {
        await using Local local = await Local.StartAsync(options => options.ImportItemsShowRow = showRow);
        Reply import = await local.ImportAsync("accountsImport", "customId,followers\nx,many\n");
        Assert.Equal(expected, (string?)Assert.Single(await local.ItemsAsync(import))["data"]);
    }

    [Fact]
    public async Task A_mapping_to_nothing_is_refused_at_once_when_switched_on()
    {
        await using Local local = await Local.StartAsync(options => options.RefuseUnknownMappings = true);
        string file = "customId,nope\nx,1\n";
        Reply reply = await local.StartAsync("accountsImport", Uploads.Attributes(await local.UploadAsync(file), file));
        Assert.Equal((400, "permittedParams.unknownAttribute"), (reply.Status, reply.ErrorId));
    }

    [Fact]
    public async Task Rows_without_what_is_needed_pass_when_switched_off()
    {
        await using Local local = await Local.StartAsync(options => (options.RowsNeedKey, options.NewAccountsNeedName) = (false, false));
        Reply import = await local.ImportAsync("accountsImport", "customId,name,industry\n,,Energy\n");
        Assert.Equal(("finished", 1, 0, 0), Uploads.Counters(import));
        Assert.Equal("Energy", ImportTests.Text(local.Account(31), "industry"));
    }

    [Fact]
    public async Task FailWhen_is_asked_for_each_row_with_its_action_and_attributes()
    {
        List<string> asked = [];
        await using Local local = await Local.StartAsync(options => options.FailWhen = (action, row) =>
        {
            asked.Add($"{action} {row.ToJsonString()}");
            return (string?)row["attributes"]!["name"] == "B" ? "Not B." : null;
        });
        Reply import = await local.ImportAsync("accountsImport", "customId,name\na,A\nb,B\n");
        Assert.Equal(("finished", 2, 0, 1), Uploads.Counters(import));
        Assert.Equal("""accountsImport {"type":"account","id":null,"attributes":{"customId":"a","name":"A"}}""", asked[0]);
        Assert.Equal("Not B.", (string?)(await local.ItemsAsync(import))[1]["info"]);
    }
}
