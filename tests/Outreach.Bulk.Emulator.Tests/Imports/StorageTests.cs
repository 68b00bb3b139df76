using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using Outreach.Bulk.Emulator.Tests.Support;

namespace Outreach.Bulk.Emulator.Tests.Imports;

public sealed class StorageTests
{
    [Fact]
    public async Task A_link_takes_a_file_in_without_a_token_or_a_media_type()
    {
        await using Local local = await Local.StartAsync();
        (_, string url) = await local.LinkAsync();
        StorageReply reply = await local.PutAsync(url);
        Assert.Equal((200, null), (reply.Status, reply.Error));
    }

    [Theory]
    [InlineData("X-Amz-Algorithm=AWS4", "X-Amz-Algorithm=AWS5", 400, "AuthorizationQueryParametersError")]
    [InlineData("X-Amz-Credential=E", "X-Amz-Credential=F", 403, "InvalidAccessKeyId")]
    [InlineData("%2Fs3%2F", "%2Fs4%2F", 400, "AuthorizationQueryParametersError")]
    [InlineData("T080000Z", "T080001Z", 403, "SignatureDoesNotMatch")]
    [InlineData("T080000Z", "080000", 400, "AuthorizationQueryParametersError")]
    [InlineData("X-Amz-Expires=3600", "X-Amz-Expires=360000", 403, "SignatureDoesNotMatch")]
    [InlineData("X-Amz-Expires=3600", "X-Amz-Expires=604801", 400, "AuthorizationQueryParametersError")]
    [InlineData("X-Amz-Expires=3600", "X-Amz-Expires=soon", 400, "AuthorizationQueryParametersError")]
    [InlineData("SignedHeaders=host", "SignedHeaders=content-length%3Bhost", 403, "SignatureDoesNotMatch")]
    [InlineData("SignedHeaders=host", "SignedHeaders=", 403, "AccessDenied")]
    [InlineData("X-Amz-Signature=", "X-Amz-Signature=0", 403, "SignatureDoesNotMatch")]
    [InlineData("X-Amz-Signature=", "X-Amz-Signatur=", 400, "AuthorizationQueryParametersError")]
    [InlineData("/storage/imports/", "/storage/imports/0", 403, "SignatureDoesNotMatch")]
    [InlineData("?X-Amz", "?x=1&X-Amz", 403, "SignatureDoesNotMatch")]
    public async Task A_link_with_a_changed_part_is_refused(string part, string changed, int status, string code)
    {
        await using Local local = await Local.StartAsync();
        (string key, string url) = await local.LinkAsync();
        Assert.Contains(part, url, StringComparison.Ordinal);
        StorageReply reply = await local.PutAsync(url.Replace(part, changed, StringComparison.Ordinal));
        Assert.Equal((status, code), (reply.Status, reply.Code));
        Assert.Equal(422, (await local.ValidateAsync(key, "00")).Status);
    }

    [Fact]
    public async Task Without_its_query_a_link_opens_nothing()
    {
        await using Local local = await Local.StartAsync();
        (_, string url) = await local.LinkAsync();
        StorageReply reply = await local.PutAsync(url.Split('?')[0]);
        Assert.Equal((403, "AccessDenied"), (reply.Status, reply.Code));
    }

    [Theory]
    [InlineData("GET")]
    [InlineData("POST")]
    [InlineData("DELETE")]
    public async Task Another_method_is_refused(string method)
    {
        await using Local local = await Local.StartAsync();
        (_, string url) = await local.LinkAsync();
        StorageReply reply = await local.PutAsync(url, "x", request => request.Method = new HttpMethod(method));
        Assert.Equal((403, "SignatureDoesNotMatch"), (reply.Status, reply.Code));
    }

    [Fact]
    public async Task Another_host_is_refused()
    {
        await using Local local = await Local.StartAsync();
        (_, string url) = await local.LinkAsync();
        StorageReply reply = await local.PutAsync(url, "x", request => request.Headers.Host = "storage.example");
        Assert.Equal((403, "SignatureDoesNotMatch"), (reply.Status, reply.Code));
    }

    [Fact]
    public async Task The_link_of_one_emulator_does_not_open_another()
    {
        await using Local one = await Local.StartAsync();
        await using Local other = await Local.StartAsync();
        (_, string url) = await one.LinkAsync();
        string moved = url.Replace(one.Emulator.BaseAddress.Authority, other.Emulator.BaseAddress.Authority, StringComparison.Ordinal);
        Assert.Equal("SignatureDoesNotMatch", (await other.PutAsync(moved)).Code);
    }

    [Fact]
    public async Task A_link_expires_when_its_time_is_over()
    {
        await using Local local = await Local.StartAsync(options => options.UploadLinkLifetime = TimeSpan.FromMinutes(10));
        (_, string url) = await local.LinkAsync();
        local.Clock.Advance(TimeSpan.FromMinutes(10) - TimeSpan.FromSeconds(1));
        Assert.Equal(200, (await local.PutAsync(url)).Status);
        local.Clock.Advance(TimeSpan.FromSeconds(1));
        StorageReply late = await local.PutAsync(url);
        Assert.Equal((403, "AccessDenied", "Request has expired"), (late.Status, late.Code, late.Message));
        Assert.Equal("2026-01-05T08:10:00Z", (string?)late.Error!.Element("Expires"));
    }

    [Fact]
    public async Task A_bearer_token_next_to_the_signature_is_refused()
    {
        await using Local local = await Local.StartAsync();
        (_, string url) = await local.LinkAsync();
        StorageReply reply = await local.PutAsync(
            url, "x", request => request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", local.Emulator.AccessToken));
        Assert.Equal((400, "InvalidArgument"), (reply.Status, reply.Code));
        Assert.StartsWith("Only one auth mechanism allowed", reply.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_header_of_Amazons_that_is_not_signed_is_refused_and_named()
    {
        await using Local local = await Local.StartAsync();
        (_, string url) = await local.LinkAsync();
        StorageReply reply = await local.PutAsync(url, "x", request => request.Headers.Add("x-amz-acl", "public-read"));
        Assert.Equal((403, "AccessDenied"), (reply.Status, reply.Code));
        Assert.Equal("x-amz-acl", (string?)reply.Error!.Element("HeadersNotSigned"));
    }

    [Fact]
    public async Task Chunked_transfer_is_refused()
    {
        await using Local local = await Local.StartAsync();
        (_, string url) = await local.LinkAsync();
        StorageReply reply = await local.PutAsync(url, "x", request => request.Headers.TransferEncodingChunked = true);
        Assert.Equal((501, "NotImplemented"), (reply.Status, reply.Code));
    }

    [Fact]
    public async Task A_file_above_the_limit_is_refused_with_both_sizes()
    {
        await using Local local = await Local.StartAsync(options => options.UploadSizeLimit = 10);
        (_, string url) = await local.LinkAsync();
        Assert.Equal(200, (await local.PutAsync(url, "0123456789")).Status);
        StorageReply reply = await local.PutAsync(url, "0123456789a");
        Assert.Equal((400, "EntityTooLarge"), (reply.Status, reply.Code));
        Assert.Equal(("11", "10"), ((string?)reply.Error!.Element("ProposedSize"), (string?)reply.Error.Element("MaxSizeAllowed")));
    }

    [Fact]
    public async Task A_refusal_arrives_however_large_the_refused_file_is()
    {
        await using Local local = await Local.StartAsync();
        (_, string url) = await local.LinkAsync();
        string file = new('x', 32 * 1024 * 1024);
        Assert.Equal("SignatureDoesNotMatch", (await local.PutAsync(url + "0", file)).Code);
        local.Emulator.Faults.Respond(HttpMethod.Put, _ => true, 503, body: "<Error><Code>SlowDown</Code></Error>");
        Assert.Equal("SlowDown", (await local.PutAsync(url, file)).Code);
    }

    [Fact]
    public async Task A_file_that_is_held_back_until_it_may_be_sent_is_refused_before()
    {
        await using Local local = await Local.StartAsync();
        (_, string url) = await local.LinkAsync();
        using HoldingContent held = new();
        StorageReply reply = await local.PutAsync(url + "0", held, request => request.Headers.ExpectContinue = true);
        Assert.Equal(("SignatureDoesNotMatch", false), (reply.Code, held.WasSent));
        using HoldingContent taken = new();
        Assert.Equal(200, (await local.PutAsync(url, taken, request => request.Headers.ExpectContinue = true)).Status);
        Assert.True(taken.WasSent);
    }

    [Theory]
    [InlineData(503, "SlowDown", 7)]
    [InlineData(400, "RequestTimeout", null)]
    public async Task A_scripted_refusal_is_in_the_storages_own_words_and_keeps_nothing(int status, string code, int? seconds)
    {
        await using Local local = await Local.StartAsync();
        (string key, string url) = await local.LinkAsync();
        TimeSpan? wait = seconds is null ? null : TimeSpan.FromSeconds(seconds.Value);
        local.Emulator.Faults.Add(new() { Method = HttpMethod.Put, Times = 1 }, EmulatorFault.RefuseUpload(status, code, wait));
        using HttpRequestMessage request = new(HttpMethod.Put, url) { Content = new ByteArrayContent(new byte[100_000]) };
        using HttpResponseMessage response = await local.Client.SendAsync(request);
        Assert.Equal((status, code), ((int)response.StatusCode, (await StorageReply.ReadAsync(response)).Code));
        Assert.Equal(wait, response.Headers.RetryAfter?.Delta);
        Assert.Equal(422, (await local.ValidateAsync(key, Uploads.Hash(key, ""))).Status);
        Assert.Equal(200, (await local.PutAsync(url)).Status);
    }

    [Fact]
    public async Task A_scripted_redirect_names_its_target()
    {
        await using Local local = await Local.StartAsync();
        (_, string url) = await local.LinkAsync();
        local.Emulator.Faults.Add(new() { Method = HttpMethod.Put }, EmulatorFault.RedirectUpload(new("https://elsewhere.example/a")));
        using HttpClient client = new(new SocketsHttpHandler { AllowAutoRedirect = false });
        using HttpResponseMessage response = await client.PutAsync(url, new StringContent("x"));
        Assert.Equal((307, "https://elsewhere.example/a"), ((int)response.StatusCode, response.Headers.Location!.OriginalString));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1_000_000)]
    public async Task A_scripted_early_refusal_is_sent_before_the_file_is_read_and_the_connection_is_reset_behind_it(int afterBytes)
    {
        await using Local local = await Local.StartAsync();
        (_, string url) = await local.LinkAsync();
        local.Emulator.Faults.Add(new() { Method = HttpMethod.Put }, EmulatorFault.RefuseUploadEarly(afterBytes, 400, "EntityTooLarge"));
        Uri address = new(url);
        using TcpClient client = new();
        await client.ConnectAsync(address.Host, address.Port);
        NetworkStream stream = client.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(
            $"PUT {address.PathAndQuery} HTTP/1.1\r\nHost: {address.Authority}\r\nContent-Length: 9000000\r\n\r\n"));
        await stream.WriteAsync(new byte[afterBytes]);
        byte[] answer = new byte[4_096];
        int length = await stream.ReadAtLeastAsync(answer, 20);
        Assert.StartsWith("HTTP/1.1 400 ", Encoding.ASCII.GetString(answer, 0, length), StringComparison.Ordinal);
        await Assert.ThrowsAsync<IOException>(async () =>
        {
            while (await stream.ReadAsync(answer) > 0)
            {
            }
        });
        Assert.Equal(400, Assert.Single(local.Emulator.Requests, request => request.Method == "PUT").Status);
    }

    [Fact]
    public async Task The_last_file_to_arrive_counts_and_must_be_validated_again()
    {
        await using Local local = await Local.StartAsync();
        (string key, string url) = await local.LinkAsync();
        await local.PutAsync(url, "name\nOld\n");
        Assert.Equal(200, (await local.ValidateAsync(key, Uploads.Hash(key, "name\nOld\n"))).Status);
        await local.PutAsync(url, "name\nNew\n");
        Assert.Equal(422, (await local.StartAsync("accountsImport", Uploads.Attributes(key, "name"))).Status);
        Assert.Equal(422, (await local.ValidateAsync(key, Uploads.Hash(key, "name\nOld\n"))).Status);
        Assert.Equal(200, (await local.ValidateAsync(key, Uploads.Hash(key, "name\nNew\n"))).Status);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(100_000)]
    [InlineData(200_000)]
    [InlineData(300_000)]
    [InlineData(400_000)]
    [InlineData(500_000)]
    [InlineData(600_000)]
    [InlineData(700_000)]
    [InlineData(800_000)]
    [InlineData(900_000)]
    [InlineData(1_000_000)]
    public async Task An_upload_that_is_cut_keeps_nothing(long afterBytes)
    {
        await using Local local = await Local.StartAsync();
        (string key, string url) = await local.LinkAsync();
        string file = new('x', 1_000_000);
        local.Emulator.Faults.Add(new() { Method = HttpMethod.Put, Times = 1 }, EmulatorFault.ResetDuringUpload(afterBytes));
        await Assert.ThrowsAsync<HttpRequestException>(() => local.PutAsync(url, file));
        Assert.Empty(Directory.GetFiles(local.Emulator.UploadFolder!));
        Assert.Equal(422, (await local.ValidateAsync(key, Uploads.Hash(key, file))).Status);
        Assert.Equal(200, (await local.PutAsync(url, file)).Status);
        Assert.Equal(200, (await local.ValidateAsync(key, Uploads.Hash(key, file))).Status);
    }

    [Fact]
    public async Task Faults_strike_uploads_too()
    {
        await using Local local = await Local.StartAsync();
        (string key, string url) = await local.LinkAsync();
        local.Emulator.Faults
            .Respond(
                HttpMethod.Put,
                path => path.StartsWith("/storage/", StringComparison.Ordinal),
                503,
                body: "<Error><Code>SlowDown</Code></Error>")
            .LoseResponse(HttpMethod.Put, _ => true);
        Assert.Equal("SlowDown", (await local.PutAsync(url, "a\n1\n")).Code);
        await Assert.ThrowsAsync<HttpRequestException>(() => local.PutAsync(url, "a\n1\n"));
        Assert.Equal(200, (await local.ValidateAsync(key, Uploads.Hash(key, "a\n1\n"))).Status);
    }

    [Fact]
    public async Task Recorded_requests_hold_no_secret_of_an_import()
    {
        await using Local local = await Local.StartAsync();
        (string key, string url) = await local.LinkAsync();
        string signature = url.Split("Signature=")[1];
        await local.PutAsync(
            url, "name\nAcme\n", request => request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", "misled"));
        await local.PutAsync(url, "name\nAcme\n");
        string hash = Uploads.Hash(key, "name\nAcme\n");
        await local.ValidateAsync(key, hash);
        await local.StartAsync("accountsImport", Uploads.Attributes(key, "name"));
        string recorded = string.Join('\n', local.Emulator.Requests.Select(
            request => $"{request.Method} {request.PathAndQuery} {request.Body} "
                + $"{string.Join(' ', request.Headers.Values)} {request.Status}"));
        string secret = key.Split('/')[1];
        Assert.All([signature, hash, secret, "misled"], text => Assert.DoesNotContain(text, recorded, StringComparison.Ordinal));
        Assert.Equal([200, 400, 200, 200, 200], local.Emulator.Requests.Select(request => request.Status ?? 0));
        Assert.StartsWith(
            "/storage/***?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=***&X-Amz-Date=",
            local.Emulator.Requests[2].PathAndQuery,
            StringComparison.Ordinal);
        Assert.False(local.Emulator.Requests[2].Headers.ContainsKey("Authorization"));
    }

    [Fact]
    public async Task The_files_go_with_the_emulator()
    {
        string? folder;
        await using (Local local = await Local.StartAsync())
        {
            Assert.Null(local.Emulator.UploadFolder);
            (_, string url) = await local.LinkAsync();
            await local.PutAsync(url);
            await local.PutAsync(url);
            folder = local.Emulator.UploadFolder;
            Assert.Single(Directory.GetFiles(folder!));
        }

        Assert.False(Directory.Exists(folder));
    }

    /// <summary>More bytes than .NET sends in spite of a refusal, and whether they were asked for.</summary>
    private sealed class HoldingContent : HttpContent
    {
        public bool WasSent { get; private set; }

        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            WasSent = true;
            await stream.WriteAsync(new byte[100_000]);
        }

        protected override bool TryComputeLength(out long length)
        {
            length = 100_000;
            return true;
        }
    }
}
