using Outreach.Bulk.Emulator.Tests.Support;

namespace Outreach.Bulk.Emulator.Tests.Imports;

public sealed class S3Tests
{
    private const string File = "name,customId\nAcme,s3-1\nBolt,s3-2\n";

    [Fact]
    public async Task An_upload_goes_to_the_store_and_is_read_back_from_there()
    {
        await using S3Stub stub = await S3Stub.StartAsync();
        await using Local local = await StartAsync(stub);
        Reply import = await local.ImportAsync("accountsImport", File);
        Assert.Equal(("finished", 2, 0, 0), Uploads.Counters(import));
        Assert.Equal(File.Length, (int)import.Attributes["fileSize"]!);
        Assert.Equal("Bolt", (string?)local.Account(32)!["attributes"]!["name"]);
        Assert.StartsWith("/s3/uploads/imports/", Assert.Single(stub.Files).Key, StringComparison.Ordinal);
        Assert.DoesNotContain(local.Emulator.Requests, request => request.Method == "PUT");
        Assert.Empty(Directory.GetFiles(local.Emulator.UploadFolder!));
    }

    [Fact]
    public async Task What_is_not_in_the_store_is_not_validated()
    {
        await using S3Stub stub = await S3Stub.StartAsync();
        await using Local local = await StartAsync(stub);
        (string key, string url) = await local.LinkAsync();
        Assert.Equal(422, (await local.ValidateAsync(key, Uploads.Hash(key, File))).Status);
        Assert.Equal(403, (await local.PutAsync(url + "0", File)).Status);
        Assert.Equal(422, (await local.ValidateAsync(key, Uploads.Hash(key, File))).Status);
        Assert.Equal(200, (await local.PutAsync(url, File)).Status);
        Assert.Equal(422, (await local.ValidateAsync(key, Uploads.Hash(key, "name\n"))).Status);
        Assert.Equal(200, (await local.ValidateAsync(key, Uploads.Hash(key, File))).Status);
    }

    [Fact]
    public async Task A_file_replaced_after_its_validation_must_be_validated_again()
    {
        await using S3Stub stub = await S3Stub.StartAsync();
        await using Local local = await StartAsync(stub);
        string key = await local.UploadAsync(File);
        stub.Files[stub.Files.Single().Key] = "name,customId\nOther,1\n"u8.ToArray();
        Assert.Equal(422, (await local.StartAsync("accountsImport", Uploads.Attributes(key, File))).Status);
        Assert.Empty((await local.GetAsync("batches")).List);
    }

    [Fact]
    public async Task A_store_that_can_not_be_read_is_a_bad_gateway()
    {
        await using S3Stub stub = await S3Stub.StartAsync();
        await using Local local = await StartAsync(stub);
        (string key, string url) = await local.LinkAsync();
        await local.PutAsync(url, File);
        stub.ReadStatus = 500;
        Reply reply = await local.ValidateAsync(key, Uploads.Hash(key, File));
        Assert.Equal((502, "storageUnreadable"), (reply.Status, reply.ErrorId));
        stub.ReadStatus = null;
        Assert.Equal(200, (await local.ValidateAsync(key, Uploads.Hash(key, File))).Status);
    }

    [Theory]
    [InlineData("ftp://127.0.0.1/")]
    [InlineData("127.0.0.1")]
    public async Task An_endpoint_must_be_an_address(string endpoint)
    {
        S3Storage storage = new() { Endpoint = new(endpoint, UriKind.RelativeOrAbsolute), Bucket = "b", AccessKey = "a", SecretKey = "s" };
        await Assert.ThrowsAsync<ArgumentException>(() => OutreachEmulator.StartAsync(new() { S3 = storage }));
    }

    private static Task<Local> StartAsync(S3Stub stub) => Local.StartAsync(options => options.S3 = stub.Storage);
}
