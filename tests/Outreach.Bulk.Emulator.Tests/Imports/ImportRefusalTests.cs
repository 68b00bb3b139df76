using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Outreach.Bulk.Emulator.Tests.Support;

namespace Outreach.Bulk.Emulator.Tests.Imports;

public sealed class ImportRefusalTests
{
    private const string File = "customId,name\na,A\nb,B\n";

    [Theory]
    [InlineData("dupeMethod", "\"sometimes\"", 422)]
    [InlineData("dupeMethod", "\"overwriteNoCreate\"", 422)]
    [InlineData("mappings", "{}", 422)]
    [InlineData("mappings", "{\"name\":1}", 422)]
    [InlineData("mappings", "null", 422)]
    [InlineData("recordCount", "3", 422)]
    [InlineData("recordCount", "\"many\"", 422)]
    [InlineData("storageKey", "null", 422)]
    [InlineData("storageKey", "\"imports/unknown\"", 422)]
    [InlineData("fileName", "7", 422)]
    [InlineData("stageId", "1", 400)]
    public async Task A_start_that_makes_no_sense_starts_nothing(string name, string value, int status)
    {
        await using Local local = await Local.StartAsync();
        JsonObject attributes = Uploads.Attributes(await local.UploadAsync(File), File);
        attributes[name] = JsonNode.Parse(value);
        Reply reply = await local.StartAsync("accountsImport", attributes);
        Assert.Equal((status, status == 400 ? "permittedParams.unknownAttribute" : "validationError"), (reply.Status, reply.ErrorId));
        Assert.Equal(404, (await local.GetAsync("imports/1")).Status);
    }

    [Fact]
    public async Task An_upload_must_be_validated_first()
    {
        await using Local local = await Local.StartAsync();
        (string key, string url) = await local.LinkAsync();
        Assert.Equal(422, (await local.StartAsync("accountsImport", Uploads.Attributes(key, File))).Status);
        await local.PutAsync(url, File);
        Assert.Equal(422, (await local.StartAsync("accountsImport", Uploads.Attributes(key, File))).Status);
        await local.ValidateAsync(key, Uploads.Hash(key, File));
        Assert.Equal(200, (await local.StartAsync("accountsImport", Uploads.Attributes(key, File))).Status);
    }

    [Fact]
    public async Task An_unknown_action_or_parameter_is_refused()
    {
        await using Local local = await Local.StartAsync();
        Assert.Equal(404, (await local.PostAsync("imports/actions/usersImport")).Status);
        Assert.Equal(400, (await local.PostAsync("imports/actions/accountsImport?actionParams[filter][id]=1")).Status);
        Assert.Equal(400, (await local.PostAsync("imports/actions/generateUploadLink?actionParams[x]=1")).Status);
    }

    [Theory]
    [InlineData("customId,name\na,A\n\n", "Row 2 is blank.")]
    [InlineData("customId,name\na,A\n , \n", "Row 2 is blank.")]
    [InlineData("customId,name\na,A\n\u00A0,\u3000\n", "Row 2 is blank.")]
    [InlineData("customId,name\n\"\n\",\v\na,A\n", "Row 1 is blank.")]
    [InlineData("customId,name\n\u200B,\uFEFF\na,A\n", "Row 1 is blank.")]
    [InlineData("customId,,name\na,,A\n", "A column has no header.")]
    [InlineData("", "The file has no column 'name'.")]
    [InlineData("customId,Name\na,A\n", "The file has no column 'name'.")]
    [InlineData("customId,name\na,A\nb,B\nc,C\n", "The file has 3 rows; at most 2 are allowed.")]
    public async Task A_file_that_can_not_be_imported_makes_a_failed_import_and_says_why(string file, string reason)
    {
        await using Local local = await Local.StartAsync(options => options.RowsPerImport = 2);
        JsonObject attributes = Uploads.Attributes(await local.UploadAsync(file), "name");
        Reply import = await local.StartAsync("accountsImport", attributes);
        Assert.Equal((200, "failed", reason), (import.Status, import.State, (string?)import.Attributes["errorReason"]));
        Assert.Equal(30, local.Emulator.CountRecords("account"));
        Assert.Empty((await local.GetAsync("batches")).List);
    }

    [Fact]
    public async Task Blank_is_what_is_white_space_a_control_character_or_without_a_width()
    {
        await using Local local = await Local.StartAsync();
        IEnumerable<string> seen = Enumerable.Range(1, 0xFFFF).Where(value => Rune.TryCreate(value, out _)).Select(value => new Rune(value))
            .Where(rune => !Rune.IsWhiteSpace(rune)
                && Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.Format)
                && rune.Value is not (',' or '"'))
            .Select(rune => $"{rune},\n");
        string file = "name,customId\n" + string.Concat(seen);
        JsonObject attributes = Uploads.Attributes(await local.UploadAsync(file), file);
        Assert.Null((string?)(await local.StartAsync("accountsImport", attributes)).Attributes["errorReason"]);
    }

    [Theory]
    [InlineData(false, 200)]
    [InlineData(true, 422)]
    public async Task A_spent_daily_allowance_fails_or_refuses(bool refuses, int status)
    {
        await using Local local = await Local.StartAsync(options => (options.ItemsPerDay, options.DailyAllowanceRefuses) = (1, refuses));
        Reply import = await local.StartAsync("accountsImport", Uploads.Attributes(await local.UploadAsync(File), File));
        Assert.Equal(status, import.Status);
        if (!refuses)
            Assert.Equal("failed", import.State);
        Assert.Equal(30, local.Emulator.CountRecords("account"));
    }

    [Fact]
    public async Task A_wrong_count_passes_when_switched_off()
    {
        await using Local local = await Local.StartAsync(options => options.RecordCountMustMatch = false);
        JsonObject attributes = Uploads.Attributes(await local.UploadAsync(File), File);
        attributes["recordCount"] = 99;
        Assert.Equal(200, (await local.StartAsync("accountsImport", attributes)).Status);
    }

    [Fact]
    public async Task A_header_alone_is_a_finished_import_of_nothing()
    {
        await using Local local = await Local.StartAsync();
        Assert.Equal(("finished", 0, 0, 0), Uploads.Counters(await local.ImportAsync("accountsImport", "customId,name\n")));
    }
}
