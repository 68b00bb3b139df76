using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Outreach.Bulk.Tests.Support;

namespace Outreach.Bulk.Tests.CsvImports;

/// <summary>From a file to a finished import.</summary>
public class ImportTests
{
    internal const string Csv = "companyName,crmId\nAcme,1\n\"Smith, \"\"J\"\"\n& Co\",2\n";

    internal static CsvFile File => CsvFile.From(Encoding.UTF8.GetBytes(Csv), "accounts.csv");

    internal static AccountMapping Mapping => new() { ["companyName"] = AccountField.Name, ["crmId"] = AccountField.CustomId };

    [Fact]
    public async Task An_import_goes_from_a_link_to_its_end()
    {
        await using ImportServer server = new();
        using ImportingAccounts accounts = new(server.BaseAddress, new VirtualTime());
        List<ImportProgress> seen = [];
        ImportOperation import = await accounts.ImportAsync(File, Mapping, new() { DupeMethod = DupeMethod.Overwrite }, new Collect(seen));
        ImportResult result = await import.WaitForCompletionAsync(new Collect(seen));

        Assert.Equal(31, import.Id);
        Assert.Equal(OperationOutcome.Completed, result.Outcome);
        Assert.Equal("ImportAccount::Csv", result.Import.ImportType);
        Assert.Equal(Csv, Assert.Single(server.Puts).Body);
        Assert.Equal(
            [ImportPhase.Preparing, ImportPhase.Uploading, ImportPhase.Validating, ImportPhase.Starting, ImportPhase.Importing],
            seen.Select(progress => progress.Phase).Distinct());
        Assert.Equal((Csv.Length, 2L), ((int)seen[1].BytesSent, seen[1].Records));

        string key = ImportServer.StorageKey + "1";
        string hash = Convert.ToHexStringLower(HMACSHA512.HashData(Encoding.UTF8.GetBytes(key), Encoding.UTF8.GetBytes(Csv)));
        Assert.Equal($"actionParams[hash]={hash}&actionParams[storageKey]={key}", server.Http.Posts[1].Query);
        JsonElement attributes = JsonDocument.Parse(Assert.Single(server.Starts).Body)
            .RootElement.GetProperty("data").GetProperty("attributes");
        Assert.Equal(key, attributes.GetProperty("storageKey").GetString());
        Assert.Equal(2, attributes.GetProperty("recordCount").GetInt64());
        Assert.Equal("overwrite", attributes.GetProperty("dupeMethod").GetString());
        Assert.Equal("""{"companyName":"name","crmId":"customId"}""", attributes.GetProperty("mappings").GetRawText());
        Assert.Matches("^accounts\\.[0-9a-f]{16}\\.csv$", attributes.GetProperty("fileName").GetString());
    }

    [Fact]
    public async Task The_storage_gets_the_address_untouched_and_nothing_but_what_it_must()
    {
        await using ImportServer server = new();
        using ImportingAccounts accounts = new(server.BaseAddress, new VirtualTime());
        await accounts.ImportAsync(File, Mapping);
        Received put = Assert.Single(server.Puts);
        Assert.Equal(server.Link(1), $"http://127.0.0.1:{server.BaseAddress.Port}{put.Target}");
        Assert.Equal(["Content-Length", "Host", "User-Agent"], put.Headers.Keys.Order());
        Assert.Equal(Csv.Length.ToString(), put.Headers["Content-Length"]);
    }

    [Fact]
    public async Task A_signed_media_type_is_sent_and_other_signed_headers_are_refused()
    {
        await using ImportServer typed = new() { SignedHeaders = "content-type;host" };
        using ImportingAccounts accounts = new(typed.BaseAddress, new VirtualTime());
        await accounts.ImportAsync(File, Mapping);
        Assert.Equal("text/csv", Assert.Single(typed.Puts).Headers["Content-Type"]);

        await using ImportServer odd = new() { SignedHeaders = "host;x-amz-acl" };
        using ImportingAccounts others = new(odd.BaseAddress, new VirtualTime());
        Assert.Contains(
            "x-amz-acl", (await Assert.ThrowsAsync<OutreachConnectionException>(() => others.ImportAsync(File, Mapping))).Message);
        Assert.Empty(odd.Puts);
    }

    [Fact]
    public async Task Each_step_can_be_stored_and_taken_up_by_another_process()
    {
        await using ImportServer server = new();
        VirtualTime time = new();
        string link, upload, validated;
        using (ImportingAccounts first = new(server.BaseAddress, time))
            link = (await first.Imports.CreateUploadLinkAsync()).ToJson();
        using (ImportingAccounts second = new(server.BaseAddress, time))
            upload = (await second.Imports.UploadAsync(UploadLink.FromJson(link), File)).ToJson();
        using (ImportingAccounts third = new(server.BaseAddress, time))
            validated = (await third.Imports.ValidateAsync(UploadedFile.FromJson(upload))).ToJson();
        using ImportingAccounts fourth = new(server.BaseAddress, time);
        ImportOperation import = await fourth.StartAsync(ValidatedUpload.FromJson(validated), Mapping);
        Assert.Equal(OperationOutcome.Completed, (await fourth.Imports.Attach(import.Id).WaitForCompletionAsync()).Outcome);
        Assert.Single(server.Puts);
        Assert.Single(server.Starts);
    }

    [Fact]
    public async Task An_expired_link_is_replaced_before_the_upload()
    {
        await using ImportServer server = new() { SignedAt = new(2026, 1, 5, 7, 0, 0, TimeSpan.Zero) };
        using ImportingAccounts accounts = new(server.BaseAddress, new VirtualTime());
        UploadLink link = await accounts.Imports.CreateUploadLinkAsync();
        Assert.Equal(new DateTimeOffset(2026, 1, 5, 7, 15, 0, TimeSpan.Zero), link.ExpiresAt);
        UploadedFile upload = await accounts.Imports.UploadAsync(link, File);
        Assert.Equal(ImportServer.StorageKey + "2", upload.StorageKey);
        Assert.EndsWith("file%202.csv", Assert.Single(server.Puts).Path);
    }

    [Fact]
    public async Task A_link_that_expires_on_the_way_is_replaced_once()
    {
        await using ImportServer server = new();
        server.OnPut = put => put.Path.Contains("201.csv", StringComparison.Ordinal)
            ? ImportServer.Xml(403, "AccessDenied", "Request has expired")
            : new("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"u8.ToArray());
        using ImportingAccounts accounts = new(server.BaseAddress, new VirtualTime());
        await accounts.ImportAsync(File, Mapping);
        Assert.Equal(2, server.Puts.Count);
        Assert.Contains($"storageKey]={ImportServer.StorageKey}2", server.Http.Posts[2].Query);
    }

    [Fact]
    public async Task A_file_that_changed_between_two_uploads_is_refused()
    {
        byte[] bytes = Encoding.UTF8.GetBytes(Csv);
        await using ImportServer server = new();
        server.OnPut = put =>
        {
            if (server.Puts.Count > 1)
                return new("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"u8.ToArray());
            bytes[^2] = (byte)'9';
            return Reply.Close;
        };
        using ImportingAccounts accounts = new(server.BaseAddress, new VirtualTime());
        await Assert.ThrowsAsync<UploadException>(() => accounts.ImportAsync(CsvFile.From(bytes, "a.csv"), Mapping));
        Assert.Empty(server.Starts);
    }

    [Theory]
    [InlineData("2", """["companyName","crmId"]""")]
    [InlineData("\"2\"", """[{"header":"\ufeffcompanyName","value":"secret"},{"header":"crmId"}]""")]
    [InlineData("2", """{"header":"crmId","value":"1"}""")]
    [InlineData("2", """{"something":"else"}""")]
    [InlineData("2", "null")]
    public async Task Every_documented_form_of_a_validation_is_read(string recordCount, string headerValue)
    {
        await using ImportServer server = new() { OnValidate = _ => ImportServer.Validation(recordCount, headerValue) };
        using ImportingAccounts accounts = new(server.BaseAddress, new VirtualTime());
        await accounts.ImportAsync(File, Mapping);
        Assert.Single(server.Starts);
    }

    [Theory]
    [InlineData("3", """["companyName","crmId"]""", "3")]
    [InlineData("2", """["crmId","companyName","cell-value"]""", "2")]
    [InlineData("2", """[{"header":"companyName","value":"cell-value"}]""", "1")]
    [InlineData("2", """{"header":"other","value":"cell-value"}""", "1")]
    public async Task A_validation_that_lies_stops_the_import_with_both_figures(string recordCount, string headerValue, string theirs)
    {
        await using ImportServer server = new() { OnValidate = _ => ImportServer.Validation(recordCount, headerValue) };
        using ImportingAccounts accounts = new(server.BaseAddress, new VirtualTime());
        UploadException error = await Assert.ThrowsAsync<UploadException>(() => accounts.ImportAsync(File, Mapping));
        Assert.Contains(theirs, error.Message);
        Assert.Contains("2", error.Message);
        Assert.DoesNotContain("cell-value", error.Message);
        Assert.Equal(2, error.RecordCount);
        Assert.Empty(server.Starts);
    }

    [Theory]
    [InlineData("null", """["companyName","crmId"]""", UploadComparison.Names)]
    [InlineData("2", """["crmId","companyName"]""", UploadComparison.Names)]
    [InlineData("2", """[" companyname ","CRMID"]""", UploadComparison.Names)]
    [InlineData("2", """{"header":"companyName "}""", UploadComparison.Names)]
    [InlineData("3", """["other"]""", UploadComparison.Off)]
    public async Task What_a_validation_tells_is_compared_as_the_options_say(
        string recordCount, string headerValue, UploadComparison loosest)
    {
        await using ImportServer server = new() { OnValidate = _ => ImportServer.Validation(recordCount, headerValue) };
        foreach (UploadComparison comparison in new[] { UploadComparison.Strict, UploadComparison.Names, UploadComparison.Off })
        {
            using ImportingAccounts accounts = new(
                server.BaseAddress, new VirtualTime(), options => options.Protocol.UploadComparison = comparison);
            if (comparison == UploadComparison.Off || comparison == loosest)
                await accounts.ImportAsync(File, Mapping);
            else
                Assert.Contains("UploadComparison", (await Assert.ThrowsAsync<UploadException>(() => accounts.ImportAsync(File, Mapping))).Message);
        }
    }

    [Fact]
    public async Task A_link_and_a_validation_are_asked_for_without_a_body()
    {
        await using ImportServer server = new();
        using ImportingAccounts accounts = new(server.BaseAddress, new VirtualTime());
        await accounts.ImportAsync(File, Mapping);
        Received[] steps = [.. server.Http.Posts.Where(post => post.Path.Contains("/imports/actions/", StringComparison.Ordinal))];
        Assert.Contains(steps, step => step.Path.EndsWith("/validateUpload", StringComparison.Ordinal));
        Assert.All(steps.Where(step => !step.Path.EndsWith("Import", StringComparison.Ordinal)), step => Assert.Equal("", step.Body));
    }

    [Fact]
    public async Task A_refused_validation_says_how_the_hash_was_made_and_neither_key_nor_hash()
    {
        await using ImportServer server = new()
        {
            OnValidate = request => Reply.Json($$"""{"errors":[{"id":"validationError","detail":"{{request.Query}}"}]}""", 422),
        };
        using ImportingAccounts accounts = new(server.BaseAddress, new VirtualTime(), options =>
        {
            options.Protocol.HashKey = "own-secret"u8.ToArray();
            options.Protocol.HashAsBase64 = true;
        });
        OutreachApiException error = await Assert.ThrowsAsync<OutreachApiException>(() => accounts.ImportAsync(File, Mapping));
        Assert.Contains("HMAC-SHA512 with a key of your own, as base64", error.Message);
        Assert.DoesNotContain("secret", error.ToString() + error.Errors[0]);
        Assert.DoesNotContain(Convert.ToBase64String(HMACSHA512.HashData("own-secret"u8, Encoding.UTF8.GetBytes(Csv))), error.ToString());
        Assert.Contains("(hash)", error.Message);
    }

    [Theory]
    [InlineData(false, false)]
    [InlineData(true, true)]
    public async Task The_hash_is_made_as_the_options_say(bool withKey, bool asBase64)
    {
        await using ImportServer server = new();
        using ImportingAccounts accounts = new(server.BaseAddress, new VirtualTime(), options =>
        {
            options.Protocol.HashWithKey = withKey;
            options.Protocol.HashAsBase64 = asBase64;
            options.Protocol.HashKey = ReadOnlyMemory<byte>.Empty;
            options.Protocol.RecordCountAsText = true;
        });
        await accounts.ImportAsync(File, Mapping);
        byte[] bytes = Encoding.UTF8.GetBytes(Csv);
        byte[] hash = withKey ? HMACSHA512.HashData(Array.Empty<byte>(), bytes) : SHA512.HashData(bytes);
        string text = asBase64 ? Convert.ToBase64String(hash) : Convert.ToHexStringLower(hash);
        Assert.Contains($"[hash]={text}&", server.Http.Posts[1].Query);
        Assert.Contains("\"recordCount\":\"2\"", Assert.Single(server.Starts).Body);
    }

    [Fact]
    public async Task A_lost_answer_to_a_start_is_an_unknown_outcome_and_the_import_is_found_by_its_name()
    {
        await using ImportServer server = new() { OnStart = _ => Reply.Close };
        using ImportingAccounts accounts = new(server.BaseAddress, new VirtualTime());
        ImportOutcomeUnknownException lost = await Assert.ThrowsAsync<ImportOutcomeUnknownException>(
            () => accounts.ImportAsync(File, Mapping));
        Assert.Single(server.Starts);

        server.OnGet = request => request.Path.EndsWith("/batches", StringComparison.Ordinal)
            ? Reply.Json("""
                {"data":[
                {"type":"batch","id":5,"attributes":
                {"state":"pending","createdAt":"2026-01-05T08:00:00Z","contextType":"Import","contextId":30} },
                {"type":"batch","id":4,"attributes":
                {"state":"pending","createdAt":"2026-01-05T08:00:00Z","contextType":"Import","contextId":"31"} },
                {"type":"batch","id":3,"attributes":
                {"state":"pending","createdAt":"2026-01-05T08:00:00Z","contextType":"","contextId":0} }]}
                """)
            : ImportServer.Import(
                request.BatchId,
                "progressing",
                more: request.BatchId == 31 ? $",\"fileName\":\"{lost.FileName}\"" : ",\"fileName\":\"other.csv\"");
        Assert.Equal(31, (await lost.FindAsync()).Operation!.Id);
        server.OnGet = _ => Reply.Json("""{"data":[]}""");
        Assert.True((await lost.FindAsync()).IsNotSeen);
    }

    [Fact]
    public async Task A_start_is_sent_once_even_by_a_gateway_s_503_and_its_refusal_is_none()
    {
        await using ImportServer server = new() { OnStart = _ => Reply.Html(503) };
        using ImportingAccounts accounts = new(server.BaseAddress, new VirtualTime());
        await Assert.ThrowsAsync<ImportOutcomeUnknownException>(() => accounts.ImportAsync(File, Mapping));
        server.OnStart = _ => Reply.Json(
            $$"""{"errors":[{"id":"validationError","detail":"{{ImportServer.StorageKey}}2 is unknown"}]}""", 422);
        OutreachApiException refusal = await Assert.ThrowsAsync<OutreachApiException>(() => accounts.ImportAsync(File, Mapping));
        Assert.DoesNotContain(ImportServer.StorageKey, refusal.ToString());
        Assert.Equal(2, server.Starts.Count);
    }

    [Fact]
    public async Task Secrets_are_in_no_text()
    {
        await using ImportServer server = new();
        using ImportingAccounts accounts = new(server.BaseAddress, new VirtualTime());
        UploadLink link = await accounts.Imports.CreateUploadLinkAsync();
        UploadedFile upload = await accounts.Imports.UploadAsync(link, File);
        ValidatedUpload validated = await accounts.Imports.ValidateAsync(upload);
        string text = $"{link} {upload} {validated}";
        Assert.DoesNotContain("secret", text);
        Assert.DoesNotContain(ImportServer.Signature, text);
        Assert.DoesNotContain(upload.Hash, text);
        Assert.Contains("secret", validated.ToJson());
    }

    internal sealed class Collect(List<ImportProgress> seen) : IProgress<ImportProgress>
    {
        public void Report(ImportProgress value) => seen.Add(value);
    }
}
