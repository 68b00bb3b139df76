using System.Net;
using System.Text;
using System.Text.Json;
using Outreach.Bulk.Tests.Support;

namespace Outreach.Bulk.Integration.Tests.Storage;

/// <summary>
/// Uploads to an S3 server that no one here wrote and that verifies what it is sent. Of Outreach, only the links to it are
/// played.
/// </summary>
public class S3UploadTests
{
    // What the runtime reads and sends at once; a file's end before, at and behind the end of a piece is another path each.
    private const int Piece = 1 << 18;

    private const string Rows = "companyName,crmId\nAcme,1\n\"Smith, \"\"J\"\"\n& Co\",2\n";

    private static readonly TimeSpan s_longAgo = TimeSpan.FromHours(2);

    public static TheoryData<string> OddKeys =>
    [
        "a b.csv",
        "a+b.csv",
        "a%2Fb%20c.csv",
        "100%.csv",
        "~'()!*;:@&=$,[]{}|^`\"<>\\.csv",
        "what?.csv#part",
        "Ünïcödé – 漢字 😀.csv",
        "a//b/.csv",
        "a/./b/../c.csv",
    ];

    [Theory]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(Piece - 1)]
    [InlineData(Piece)]
    [InlineData(Piece + 1)]
    [InlineData((12 * Piece) + 7)]
    public async Task A_file_of_any_length_arrives_byte_for_byte(int length)
    {
        S3Server storage = S3Server.OrSkip();
        string key = S3Server.NewKey();
        byte[] file = FileOf(length);
        UploadedFile upload = await UploadAsync(storage.Link(key), file);

        Assert.Equal(length, upload.Length);
        Assert.Equal(file, await storage.ReadAsync(key));
    }

    [Theory]
    [MemberData(nameof(OddKeys))]
    public async Task A_key_of_odd_characters_is_reached_as_it_was_signed(string name)
    {
        S3Server storage = S3Server.OrSkip();
        string key = S3Server.NewKey(name);
        await UploadAsync(storage.Link(key), Encoding.UTF8.GetBytes(Rows));
        Assert.Equal(Rows, Encoding.UTF8.GetString((await storage.ReadAsync(key))!));
    }

    [Theory]
    [InlineData("")]
    [InlineData("a")]
    [InlineData("a\n")]
    public async Task A_file_without_a_record_leaves_nothing_in_the_storage(string text)
    {
        S3Server storage = S3Server.OrSkip();
        string key = S3Server.NewKey();
        await Assert.ThrowsAsync<CsvException>(() => UploadAsync(storage.Link(key), Encoding.UTF8.GetBytes(text)));
        Assert.Null(await storage.ReadAsync(key));
    }

    [Fact]
    public async Task A_fault_at_the_end_of_a_long_file_leaves_nothing_in_the_storage()
    {
        S3Server storage = S3Server.OrSkip();
        string key = S3Server.NewKey();
        byte[] file = [.. FileOf(4 * Piece), .. "\n\"open"u8];
        await Assert.ThrowsAsync<CsvException>(() => UploadAsync(storage.Link(key), file));
        Assert.Null(await storage.ReadAsync(key));
    }

    [Fact]
    public async Task A_signed_media_type_is_sent_as_it_was_signed()
    {
        S3Server storage = S3Server.OrSkip();
        string key = S3Server.NewKey();
        await UploadAsync(storage.Link(key, mediaType: "text/csv"), Encoding.UTF8.GetBytes(Rows));
        Assert.Equal(Rows, Encoding.UTF8.GetString((await storage.ReadAsync(key))!));
        await RefusedAsync("SignatureDoesNotMatch", storage.Link(key, mediaType: "application/octet-stream"));
    }

    [Theory]
    [InlineData(3)]
    [InlineData(12 * Piece)]
    public async Task A_tampered_signature_is_refused(int length)
    {
        S3Server storage = S3Server.OrSkip();
        string key = S3Server.NewKey();
        string link = storage.Link(key);
        await RefusedAsync("SignatureDoesNotMatch", link[..^1] + (link[^1] == '0' ? '1' : '0'), length);
        Assert.Null(await storage.ReadAsync(key));
    }

    [Fact]
    public async Task A_link_to_another_key_is_refused()
    {
        S3Server storage = S3Server.OrSkip();
        (string signed, string other) = (S3Server.NewKey(), S3Server.NewKey());
        await RefusedAsync("SignatureDoesNotMatch", storage.Link(signed).Replace(signed, other, StringComparison.Ordinal));
        Assert.Null(await storage.ReadAsync(other));
    }

    [Fact]
    public async Task A_link_to_read_is_refused()
    {
        S3Server storage = S3Server.OrSkip();
        await RefusedAsync("SignatureDoesNotMatch", storage.Link(S3Server.NewKey(), method: "GET"));
    }

    [Theory]
    [InlineData(3)]
    [InlineData(12 * Piece)]
    public async Task An_expired_link_is_refused_as_expired(int length)
    {
        S3Server storage = S3Server.OrSkip();
        string key = S3Server.NewKey();
        await RefusedAsync("AccessDenied", storage.Link(key, s_longAgo), length, isExpired: true);
        Assert.Null(await storage.ReadAsync(key));
    }

    [Fact]
    public async Task A_longer_life_written_into_an_expired_link_is_refused_and_not_as_expired()
    {
        S3Server storage = S3Server.OrSkip();
        string link = storage.Link(S3Server.NewKey(), s_longAgo).Replace(
            "X-Amz-Expires=900", "X-Amz-Expires=90000", StringComparison.Ordinal);
        await RefusedAsync("SignatureDoesNotMatch", link);
    }

    [Fact]
    public async Task An_import_renews_a_link_that_has_expired_and_goes_on()
    {
        S3Server storage = S3Server.OrSkip();
        (string expired, string renewed) = (S3Server.NewKey(), S3Server.NewKey());
        await using ImportServer outreach = Handing(storage.Link(expired, s_longAgo), storage.Link(renewed));
        await ImportAsync(outreach);

        Assert.Null(await storage.ReadAsync(expired));
        Assert.Equal(Rows, Encoding.UTF8.GetString((await storage.ReadAsync(renewed))!));
        Assert.Equal(2, Links(outreach));
        Assert.Contains($"\"storageKey\":\"{ImportServer.StorageKey}2\"", Assert.Single(outreach.Starts).Body);
    }

    [Fact]
    public async Task An_import_whose_second_link_has_expired_too_ends_there()
    {
        S3Server storage = S3Server.OrSkip();
        string link = storage.Link(S3Server.NewKey(), s_longAgo);
        await using ImportServer outreach = Handing(link, link, link);
        UploadException refused = await Assert.ThrowsAsync<UploadException>(() => ImportAsync(outreach));

        Assert.True(refused.IsExpired);
        Assert.Equal(2, Links(outreach));
        Assert.Empty(outreach.Starts);
    }

    [Fact]
    public async Task An_import_does_not_renew_a_link_that_was_refused_for_another_reason()
    {
        S3Server storage = S3Server.OrSkip();
        string link = storage.Link(S3Server.NewKey(), method: "GET");
        await using ImportServer outreach = Handing(link, link);
        UploadException refused = await Assert.ThrowsAsync<UploadException>(() => ImportAsync(outreach));

        Assert.Equal("SignatureDoesNotMatch", refused.Code);
        Assert.Equal(1, Links(outreach));
        Assert.Empty(outreach.Starts);
    }

    private static async Task RefusedAsync(string code, string link, int length = 3, bool isExpired = false)
    {
        UploadException refused = await Assert.ThrowsAsync<UploadException>(() => UploadAsync(link, FileOf(length)));
        Assert.Equal((HttpStatusCode.Forbidden, code, isExpired), (refused.Status, refused.Code, refused.IsExpired));
    }

    private static async Task<UploadedFile> UploadAsync(string link, byte[] file)
    {
        await using ImportServer outreach = Handing(link);
        // A clock that is behind does not see that a link has expired: then it is the storage that says so.
        ImportCollection imports = Client.Over(outreach.BaseAddress, "token", options => options.TimeProvider = new VirtualTime()).Imports;
        return await imports.UploadAsync(
            await imports.CreateUploadLinkAsync(), CsvFile.From(file, "rows.csv"), new() { MaximumRows = int.MaxValue });
    }

    private static Task<ImportOperation> ImportAsync(ImportServer outreach) =>
        Client.Over(outreach.BaseAddress, "token").Accounts.ImportAsync(
            CsvFile.From(Encoding.UTF8.GetBytes(Rows), "rows.csv"),
            new() { ["companyName"] = AccountField.Name, ["crmId"] = AccountField.CustomId });

    /// <summary>Outreach, handing out these links, one after the other.</summary>
    private static ImportServer Handing(params string[] links)
    {
        int next = 0;
        return new()
        {
            OnLink = _ =>
            {
                string link = links[next++];
                return Reply.Json(
                    $$"""{"data":{"type":"upload","attributes":{"storageKey":"{{ImportServer.StorageKey}}{{next}}","uploadUrl":"""
                    + $$"""{{JsonSerializer.Serialize(link)}} } } }""");
            },
        };
    }

    private static int Links(ImportServer outreach) =>
        outreach.Http.Posts.Count(post => post.Path.EndsWith("/generateUploadLink", StringComparison.Ordinal));

    /// <summary>A file of exactly so many bytes, not two pieces of it alike.</summary>
    private static byte[] FileOf(int length)
    {
        StringBuilder text = new("a\n", length + 32);
        for (int row = 0; text.Length < length; row++)
            text.Append(row % 5 == 4 ? $"\"{row},\n{row * 7919L}\"\n" : $"row {row}\n");
        text.Length = length;

        // The cut may be inside of quotes, or leave a blank line.
        int last = text.ToString().LastIndexOf("\nrow", Math.Max(length - 64, 0), StringComparison.Ordinal);
        for (int place = Math.Max(last, 1) + 1; place < length; place++)
            text[place] = 'z';
        return Encoding.UTF8.GetBytes(text.ToString());
    }
}
