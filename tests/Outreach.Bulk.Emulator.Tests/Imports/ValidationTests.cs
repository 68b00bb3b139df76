using System.Security.Cryptography;
using System.Text;
using Outreach.Bulk.Emulator.Tests.Support;

namespace Outreach.Bulk.Emulator.Tests.Imports;

public sealed class ValidationTests
{
    private const string File = "name,customId\r\n\"Acme, \"\"Inc.\"\"\r\nBerlin\",C-1\r\nBeta,C-2";

    [Fact]
    public async Task A_link_is_a_nameless_upload_with_a_key_and_an_address()
    {
        await using Local local = await Local.StartAsync();
        Reply link = await local.PostAsync("imports/actions/generateUploadLink", """{"data":{"attributes":{}}}""");
        Assert.Equal(["type", "attributes"], link.Data.Select(member => member.Key));
        Assert.Equal("upload", (string?)link.Data["type"]);
        Assert.StartsWith("imports/", (string?)link.Attributes["storageKey"], StringComparison.Ordinal);
        Uri url = new((string)link.Attributes["uploadUrl"]!);
        Assert.Equal(local.Emulator.BaseAddress.Authority, url.Authority);
    }

    [Theory]
    [InlineData(false, "uploadUrl")]
    [InlineData(true, "uploadURL")]
    public async Task The_address_has_either_documented_spelling(bool capital, string expected)
    {
        await using Local local = await Local.StartAsync(options => options.CapitalUploadUrl = capital);
        Reply link = await local.PostAsync("imports/actions/generateUploadLink");
        Assert.Equal(["storageKey", expected], link.Attributes.Select(member => member.Key));
    }

    [Fact]
    public async Task Storage_keys_of_any_characters_lead_to_their_file()
    {
        await using Local local = await Local.StartAsync(options => options.StorageKeyPrefix = "a b+c/%2F=&?#ü€/'\"");
        string key = await local.UploadAsync("name\nAcme\n");
        Assert.StartsWith("a b+c/%2F=&?#ü€/'\"", key, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(
        false,
        false,
        """{"headerValue":[{"header":"name","value":"Acme, \u0022Inc.\u0022\r\nBerlin"},"""
        + """{"header":"customId","value":"C-1"}],"recordCount":2}""")]
    [InlineData(true, true, """{"headerValue":{"header":"name","value":"Acme, \u0022Inc.\u0022\r\nBerlin"},"recordCount":"2"}""")]
    public async Task The_answer_has_either_documented_shape(bool asObject, bool asText, string expected)
    {
        await using Local local = await Local.StartAsync(
            options => (options.HeaderValueAsObject, options.RecordCountAsText) = (asObject, asText));
        (string key, string url) = await local.LinkAsync();
        await local.PutAsync(url, File);
        Reply reply = await local.ValidateAsync(key, Uploads.Hash(key, File));
        Assert.Equal((200, "validateUpload", expected), (reply.Status, (string?)reply.Data["type"], reply.Attributes.ToJsonString()));
        Assert.False(reply.Data.ContainsKey("id"));
    }

    [Theory]
    [InlineData("", 0)]
    [InlineData("name", 0)]
    [InlineData("name\r\n", 0)]
    [InlineData("\uFEFFname\nA\n", 1)]
    [InlineData("name\nA\n\nB", 3)]
    [InlineData("name\n\"A\n\nB\"\n", 1)]
    public async Task Records_are_counted_without_the_header_and_whatever_the_line_ends(string file, int count)
    {
        await using Local local = await Local.StartAsync();
        (string key, string url) = await local.LinkAsync();
        await local.PutAsync(url, file);
        Reply reply = await local.ValidateAsync(key, Uploads.Hash(key, file));
        Assert.Equal((200, count), (reply.Status, (int)reply.Attributes["recordCount"]!));
        if (file.Length > 0)
            Assert.Equal("name", (string?)reply.Attributes["headerValue"]![0]!["header"]);
    }

    [Theory]
    [InlineData("name\n\"A")]
    [InlineData("name\n\"A\"B\n")]
    public async Task What_is_no_CSV_is_refused(string file)
    {
        await using Local local = await Local.StartAsync();
        (string key, string url) = await local.LinkAsync();
        await local.PutAsync(url, file);
        Reply reply = await local.ValidateAsync(key, Uploads.Hash(key, file));
        Assert.Equal((422, "validationError"), (reply.Status, reply.ErrorId));
    }

    [Theory]
    [InlineData(UploadHash.HmacWithStorageKey, HashEncoding.Hex)]
    [InlineData(UploadHash.HmacWithStorageKey, HashEncoding.Base64)]
    [InlineData(UploadHash.HmacWithClientSecret, HashEncoding.Hex)]
    [InlineData(UploadHash.HmacWithEmptyKey, HashEncoding.Base64)]
    [InlineData(UploadHash.PlainSha512, HashEncoding.Hex)]
    public async Task Only_the_chosen_hash_is_accepted(UploadHash kind, HashEncoding text)
    {
        await using Local local = await Local.StartAsync(options => (options.UploadHash, options.UploadHashEncoding) = (kind, text));
        (string key, string url) = await local.LinkAsync();
        await local.PutAsync(url, File);
        foreach (UploadHash other in Enum.GetValues<UploadHash>())
        {
            foreach (HashEncoding otherText in Enum.GetValues<HashEncoding>())
            {
                int expected = (other, otherText) == (kind, text) ? 200 : 422;
                Assert.Equal(expected, (await local.ValidateAsync(key, Hash(other, otherText, key))).Status);
            }
        }
    }

    [Fact]
    public async Task Both_parameters_are_needed()
    {
        await using Local local = await Local.StartAsync();
        Assert.Equal(400, (await local.PostAsync("imports/actions/validateUpload?actionParams[hash]=00")).Status);
        Assert.Equal(400, (await local.PostAsync("imports/actions/validateUpload?actionParams[storageKey]=x")).Status);
        Assert.Equal(422, (await local.ValidateAsync("imports/unknown", "00")).Status);
    }

    [Fact]
    public async Task The_count_and_the_header_are_told_of_a_file_that_does_not_fit_into_one_buffer()
    {
        await using Local local = await Local.StartAsync();
        StringBuilder file = new("name,note\r\n");
        for (int i = 0; i < 20_000; i++)
            file.Append("Acme,\"first line\r\nsecond \"\"line\"\", ü€\"\r\n");
        (string key, string url) = await local.LinkAsync();
        await local.PutAsync(url, file.ToString());
        Reply reply = await local.ValidateAsync(key, Uploads.Hash(key, file.ToString()));
        Assert.Equal(20_000, (int)reply.Attributes["recordCount"]!);
    }

    private static string Hash(UploadHash kind, HashEncoding text, string key)
    {
        byte[] file = Encoding.UTF8.GetBytes(File);
        byte[] hash = kind switch
        {
            UploadHash.HmacWithStorageKey => HMACSHA512.HashData(Encoding.UTF8.GetBytes(key), file),
            UploadHash.HmacWithClientSecret => HMACSHA512.HashData(Encoding.UTF8.GetBytes(new EmulatorOptions().ClientSecret), file),
            UploadHash.HmacWithEmptyKey => HMACSHA512.HashData(Array.Empty<byte>(), file),
            _ => SHA512.HashData(file),
        };
        return text == HashEncoding.Hex ? Convert.ToHexStringLower(hash) : Convert.ToBase64String(hash);
    }
}
