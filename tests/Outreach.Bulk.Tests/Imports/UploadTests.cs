using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Outreach.Bulk.Tests.Support;

namespace Outreach.Bulk.Tests.CsvImports;

/// <summary>What a storage may do with an upload, and what becomes of it.</summary>
public class UploadTests
{
    private static readonly Reply s_taken = new("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"u8.ToArray());

    private static readonly CsvFile s_large = CsvFile.From(
        Encoding.UTF8.GetBytes("companyName,crmId\n" + string.Concat(Enumerable.Range(0, 400_000).Select(row => $"Acme and Sons,{row}\n"))),
        "large.csv");

    [Theory]
    [InlineData(503, "SlowDown")]
    [InlineData(503, "ServiceUnavailable")]
    [InlineData(500, "InternalError")]
    [InlineData(502, "")]
    [InlineData(400, "RequestTimeout")]
    [InlineData(408, "")]
    [InlineData(429, "")]
    [InlineData(409, "OperationAborted")]
    public async Task A_storage_that_is_busy_is_tried_again_with_the_same_link_and_growing_pauses(int status, string code)
    {
        await using ImportServer server = new();
        server.OnPut = _ => server.Puts.Count <= 2 ? ImportServer.Xml(status, code) : s_taken;
        VirtualTime time = new();
        using ImportingAccounts accounts = new(server.BaseAddress, time);
        await accounts.ImportAsync(ImportTests.File, ImportTests.Mapping);

        Assert.Equal([server.Link(1), server.Link(1), server.Link(1)], server.Puts.Select(put => LinkOf(server, put)));
        Assert.All(server.Puts, put => Assert.Equal(ImportTests.Csv, put.Body));
        Assert.Equal(HashOf(ImportServer.StorageKey + "1"), HashIn(server.Http.Posts[1]));
        TimeSpan[] pauses = [.. time.Waits.Where(wait => wait < TimeSpan.FromSeconds(1.1))];
        Assert.Equal(2, pauses.Length);
        Assert.InRange(pauses[0], TimeSpan.FromSeconds(0.25), TimeSpan.FromSeconds(0.5));
        Assert.InRange(pauses[1], TimeSpan.FromSeconds(0.5), TimeSpan.FromSeconds(1));
    }

    [Fact]
    public async Task A_storage_that_says_when_to_come_again_is_left_alone_until_then()
    {
        await using ImportServer server = new();
        server.OnPut = _ => server.Puts.Count == 1
            ? new("HTTP/1.1 503 X\r\nRetry-After: 40\r\nContent-Length: 0\r\n\r\n"u8.ToArray())
            : s_taken;
        VirtualTime time = new();
        using ImportingAccounts accounts = new(server.BaseAddress, time);
        await accounts.ImportAsync(ImportTests.File, ImportTests.Mapping);
        Assert.Contains(TimeSpan.FromSeconds(40), time.Waits);
    }

    [Fact]
    public async Task A_storage_that_stays_busy_is_given_up_after_the_retries_and_its_word_is_told()
    {
        await using ImportServer server = new() { OnPut = _ => ImportServer.Xml(503, "SlowDown") };
        using ImportingAccounts accounts = new(server.BaseAddress, new VirtualTime(), options => options.Retries = 2);
        UploadException error = await RefusedAsync(accounts);
        Assert.Equal(("SlowDown", true), (error.Code, error.IsTransient));
        Assert.Contains("Try again later", error.Message);
        Assert.Equal(3, server.Puts.Count);
        Assert.Single(server.Http.Posts);
    }

    [Theory]
    [InlineData(403, "SignatureDoesNotMatch")]
    [InlineData(403, "AccessDenied")]
    [InlineData(400, "EntityTooLarge")]
    [InlineData(501, "NotImplemented")]
    public async Task A_refusal_for_good_is_not_tried_again(int status, string code)
    {
        await using ImportServer server = new() { OnPut = _ => ImportServer.Xml(status, code) };
        using ImportingAccounts accounts = new(server.BaseAddress, new VirtualTime());
        UploadException error = await RefusedAsync(accounts);
        Assert.Equal((code, false), (error.Code, error.IsTransient));
        Assert.Single(server.Puts);
    }

    [Fact]
    public async Task A_page_of_something_in_between_is_named_and_may_pass()
    {
        const string Page = "<html><head><title>Blocked by Gatekeeper</title></head></html>";
        await using ImportServer server = new();
        server.OnPut = _ => new(Encoding.ASCII.GetBytes($"HTTP/1.1 403 X\r\nContent-Length: {Page.Length}\r\n\r\n{Page}"));
        using ImportingAccounts accounts = new(server.BaseAddress, new VirtualTime(), options => options.Retries = 1);
        UploadException error = await RefusedAsync(accounts);
        Assert.Contains("Blocked by Gatekeeper", error.Message);
        Assert.Contains("firewall", error.Message);
        Assert.Equal(2, server.Puts.Count);
    }

    [Theory]
    [InlineData(1, false)]
    [InlineData(3_000_000, false)]
    [InlineData(1, true)]
    [InlineData(3_000_000, true)]
    public async Task A_refusal_that_comes_while_the_file_is_sent_is_read_though_the_storage_closes(long bytes, bool encrypted)
    {
        using X509Certificate2 certificate = Certificate();
        await using BrokenStorage storage = new(bytes)
        {
            Answer = Http("403 Forbidden", Error("SignatureDoesNotMatch")),
            Certificate = encrypted ? certificate : null,
        };
        using ImportingAccounts accounts = Over(options => options.UploadHandler = () => new SocketsHttpHandler
        {
            SslOptions = { RemoteCertificateValidationCallback = (_, shown, _, _) => certificate.Equals(shown) },
        });
        UploadException error = await Assert.ThrowsAsync<UploadException>(() => UploadAsync(accounts, storage.Link, s_large));
        Assert.Equal("SignatureDoesNotMatch", error.Code);
        Assert.Equal(1, storage.Connections);
    }

    [Theory]
    [InlineData("HTTP/1.1 100 Continue\r\n\r\n")]
    [InlineData("HTTP/1.1 100 Continue\r\nX-A: b\r\n\r\nHTTP/1.1 102 Processing\r\n\r\n")]
    public async Task What_a_storage_says_before_its_answer_is_no_refusal(string before)
    {
        await using BrokenStorage storage = new(3_000_000) { Answer = before + Http("403 Forbidden", Error("AccessDenied")) };
        using ImportingAccounts accounts = Over();
        Assert.Equal("AccessDenied", (await Assert.ThrowsAsync<UploadException>(() => UploadAsync(accounts, storage.Link, s_large))).Code);
    }

    [Fact]
    public async Task A_handler_that_cannot_read_while_it_sends_is_refused_before_it_sends()
    {
        await using BrokenStorage storage = new(1) { Answer = Http("403 Forbidden", Error("AccessDenied")) };
        using ImportingAccounts accounts = Over(options => options.UploadHandler = () => new HttpClientHandler());
        Assert.Equal("AccessDenied", (await Assert.ThrowsAsync<UploadException>(() => UploadAsync(accounts, storage.Link, s_large))).Code);
        Assert.Equal(1, storage.Connections);
    }

    [Fact]
    public async Task Only_a_large_file_asks_whether_it_may_be_sent_and_one_that_may_not_ask_is_sent()
    {
        await using ImportServer server = new();
        server.OnPut = put => put.Headers.ContainsKey("Expect")
            ? new("HTTP/1.1 417 X\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"u8.ToArray(), Closes: true)
            : s_taken;
        using ImportingAccounts accounts = new(server.BaseAddress, new VirtualTime());
        UploadLink link = await accounts.Imports.CreateUploadLinkAsync();
        await accounts.Imports.UploadAsync(link, ImportTests.File);
        Assert.False(Assert.Single(server.Puts).Headers.ContainsKey("Expect"));
        await UploadAsync(accounts, link.Address, s_large);
        Assert.Equal(["", "100-continue", ""], server.Puts.Select(put => put.Headers.GetValueOrDefault("Expect", "")));
    }

    [Theory]
    [InlineData("307 X", "Location: https://other.example:8443/secret-path?X-Amz-Signature=abc\r\n", "", "other.example:8443")]
    [InlineData("302 X", "Location: //other.example/secret-path\r\n", "", "other.example")]
    [InlineData("301 X", "", "<Endpoint>bucket.s3.eu-west-1.example</Endpoint>", "bucket.s3.eu-west-1.example")]
    [InlineData("303 X", "", "", "no address")]
    public async Task A_redirect_is_not_followed_and_told_by_its_host(string status, string header, string element, string told)
    {
        byte[] answer = Encoding.ASCII.GetBytes(Http(status, Error("Moved", element), header));
        await using ImportServer server = new() { OnPut = _ => new(answer) };
        using ImportingAccounts accounts = new(server.BaseAddress, new VirtualTime());
        UploadException error = await RefusedAsync(accounts);
        Assert.Contains($"redirects to {told}, which is not followed", error.Message);
        Assert.DoesNotContain("secret-path", error.ToString());
        Assert.Single(server.Puts);
    }

    [Theory]
    [InlineData("Blocked: https://storage.example/bucket/file%201.csv", false)]
    [InlineData("Blocked X-Amz-Signature=5ec7e7516na7u7e%7e", false)]
    [InlineData("Blocked by policy 17", true)]
    public async Task A_page_that_repeats_the_link_in_its_title_is_told_without_it(string title, bool isTold)
    {
        string page = $"<html><title>{title}</title></html>";
        await using ImportServer server = new()
        {
            OnPut = _ => new(Encoding.UTF8.GetBytes($"HTTP/1.1 403 X\r\nContent-Length: {page.Length}\r\n\r\n{page}")),
        };
        using ImportingAccounts accounts = new(server.BaseAddress, new VirtualTime(), options => options.Retries = 0);
        UploadException error = await RefusedAsync(accounts);
        Assert.Contains("HTML page", error.Message);
        Assert.Equal(isTold, error.Message.Contains(title, StringComparison.Ordinal));
        Assert.DoesNotContain(ImportServer.Signature, error.ToString());
    }

    [Fact]
    public async Task A_link_whose_end_no_clock_can_show_is_used()
    {
        await using ImportServer server = new() { SignedAt = new(9999, 12, 31, 8, 0, 0, TimeSpan.Zero) };
        string link = server.Link(1).Replace("X-Amz-Expires=900", "X-Amz-Expires=604800", StringComparison.Ordinal);
        server.OnLink = _ => Reply.Json(
            $$"""{"data":{"type":"upload","attributes":{"storageKey":"{{ImportServer.StorageKey}}","uploadUrl":"{{link}}"} } }""");
        using ImportingAccounts accounts = new(server.BaseAddress, new VirtualTime());
        await accounts.ImportAsync(ImportTests.File, ImportTests.Mapping);
        Assert.Single(server.Starts);
    }

    [Theory]
    [InlineData("https://storage.example/imports/zw\u00F6.csv", "U+00F6")]
    [InlineData("https://storage.example/a.csv?b=c\r\nX-Evil: 1", "U+000D")]
    [InlineData("https://storage.example/a b.csv", "U+0020")]
    [InlineData("http://storage.example/a.csv", "not encrypted")]
    [InlineData("ftp://storage.example/a.csv", "https")]
    [InlineData("https://user:pw@storage.example/a.csv", "https")]
    [InlineData("/a.csv", "https")]
    public async Task A_link_that_must_not_be_used_is_refused_before_anything_is_sent_to_it(string link, string told)
    {
        List<Uri?> asked = [];
        OutreachBulkOptions options = Support.Accounts.Options(new("https://api.example/"), new VirtualTime());
        options.UploadHandler = () => new Refusing(asked);
        using ImportingAccounts stored = new(OutreachBulkConnection.Create(options));
        OutreachConnectionException error = await Assert.ThrowsAsync<OutreachConnectionException>(
            () => UploadAsync(stored, link, ImportTests.File));
        Assert.Contains(told, error.Message);
        Assert.Contains("Nothing was sent", error.Message);
        Assert.False(error.IsTransient);
        Assert.Empty(asked);

        if (link.StartsWith("http:", StringComparison.Ordinal))
            return;
        await using ImportServer server = new() { OnLink = _ => LinkTo(link) };
        using ImportingAccounts fresh = new(server.BaseAddress, new VirtualTime());
        error = await Assert.ThrowsAsync<OutreachConnectionException>(() => fresh.ImportAsync(ImportTests.File, ImportTests.Mapping));
        Assert.Contains(told, error.Message);
        Assert.Single(server.Http.Received);
    }

    [Fact]
    public async Task A_link_without_encryption_is_used_where_an_option_says_so()
    {
        await using ImportServer server = new();
        OutreachBulkOptions options = Support.Accounts.Options(new("https://api.example/"), new VirtualTime());
        options.AllowUnencryptedUploads = true;
        using ImportingAccounts accounts = new(OutreachBulkConnection.Create(options));
        await UploadAsync(accounts, server.Link(1), ImportTests.File);
        Assert.Single(server.Puts);
    }

    [Theory]
    [InlineData("http://storage.example:80/a.csv", "storage.example:80")]
    [InlineData("http://storage.example/a.csv", "storage.example")]
    [InlineData("http://Bucket.storage.example:8080/a.csv", "Bucket.storage.example:8080")]
    [InlineData("http://storage.example:080?a=b", "storage.example:080")]
    public async Task The_host_goes_out_as_it_was_signed(string link, string host)
    {
        await using ImportServer server = new();
        using ImportingAccounts accounts = Over(options => options.UploadHandler = () => Leading(server.BaseAddress.Port));
        await UploadAsync(accounts, link, ImportTests.File);
        Assert.Equal(host, Assert.Single(server.Puts).Headers["Host"]);
    }

    [Fact]
    public async Task The_port_of_https_goes_out_too_and_the_certificate_is_the_hosts()
    {
        string? named = null;
        using X509Certificate2 certificate = Certificate();
        await using BrokenStorage storage = new(1) { Answer = Http("403 Forbidden", Error("AccessDenied")), Certificate = certificate };
        const string Link = "https://storage.example:443/a.csv?X-Amz-Signature=5ec7e7";
        using ImportingAccounts accounts = Over(options => options.UploadHandler = () =>
        {
            SocketsHttpHandler handler = Leading(storage.Port);
            handler.SslOptions.RemoteCertificateValidationCallback = (sender, shown, _, _) =>
            {
                named = ((System.Net.Security.SslStream)sender).TargetHostName;
                return certificate.Equals(shown);
            };
            return handler;
        });
        await Assert.ThrowsAsync<UploadException>(() => UploadAsync(accounts, Link, s_large));
        Assert.Equal("storage.example", named);
    }

    [Fact]
    public async Task A_certificate_that_is_not_trusted_is_told_with_the_host_and_without_the_link()
    {
        await using BrokenStorage storage = new(1) { Certificate = Certificate() };
        using ImportingAccounts accounts = Over(options => options.Retries = 0);
        OutreachConnectionException error = await Assert.ThrowsAsync<OutreachConnectionException>(
            () => UploadAsync(accounts, storage.Link, ImportTests.File));
        Assert.Contains($"127.0.0.1:{storage.Port}", error.Message);
        Assert.Contains("certificate", error.Message);
        Assert.DoesNotContain(ImportServer.Signature, error.ToString());
    }

    [Fact]
    public async Task A_proxy_is_used_and_named_where_it_fails()
    {
        await using ImportServer proxy = new();
        const string Link = "http://storage.example/a.csv?X-Amz-Signature=5ec7e7";
        using (ImportingAccounts accounts = Over(options => options.UploadHandler = () => Through(proxy.BaseAddress.Port)))
            await UploadAsync(accounts, Link, ImportTests.File);
        Assert.Equal(Link, Assert.Single(proxy.Puts).Target);

        int closed = ClosedPort();
        using ImportingAccounts others = Over(options => options.UploadHandler = () => Through(closed));
        OutreachConnectionException error = await Assert.ThrowsAsync<OutreachConnectionException>(
            () => UploadAsync(others, Link, ImportTests.File));
        Assert.Contains($"The upload to storage.example by way of the proxy http://127.0.0.1:{closed} broke off", error.Message);
        Assert.DoesNotContain("5ec7e7", error.ToString());
        Assert.DoesNotContain("pa55word", error.ToString());
    }

    [Fact]
    public async Task A_handler_above_gets_no_cookie_token_or_redirect_past_the_guard_at_the_bottom()
    {
        await using ImportServer server = new()
        {
            OnPut = _ => new("HTTP/1.1 307 X\r\nLocation: /elsewhere\r\nSet-Cookie: a=b\r\nContent-Length: 0\r\n\r\n"u8.ToArray()),
        };
        EditingHandler above = new(request =>
        {
            request.Headers.Add("Authorization", "Bearer planted");
            request.Headers.Add("Cookie", "planted=1");
            request.Headers.Add("X-Kept", "1");
        })
        {
            InnerHandler = new SocketsHttpHandler { UseCookies = true, AllowAutoRedirect = true },
        };
        using ImportingAccounts accounts = new(server.BaseAddress, new VirtualTime(), options => options.UploadHandler = () => above);
        for (int i = 0; i < 2; i++)
            await RefusedAsync(accounts);
        Assert.Equal(2, server.Puts.Count);
        Assert.All(server.Puts, put => Assert.Equal(["Content-Length", "Host", "User-Agent", "X-Kept"], put.Headers.Keys.Order()));
    }

    [Fact]
    public async Task A_handler_that_sends_an_upload_again_is_told_so()
    {
        await using ImportServer server = new() { OnPut = _ => Reply.Close };
        RetryingHandler above = new() { InnerHandler = new SocketsHttpHandler() };
        using ImportingAccounts accounts = new(server.BaseAddress, new VirtualTime(), options => options.UploadHandler = () => above);
        OutreachBulkException error = await Assert.ThrowsAsync<OutreachBulkException>(
            () => accounts.ImportAsync(ImportTests.File, ImportTests.Mapping));
        Assert.Contains("Retries", error.Message);
        Assert.Single(server.Puts);
    }

    [Fact]
    public async Task A_handler_that_is_in_use_and_follows_redirects_is_refused_and_a_missing_one_is_named()
    {
        await using ImportServer server = new();
        using SocketsHttpHandler used = new();
        using HttpClient other = new(used);
        await other.GetAsync(server.BaseAddress, TestContext.Current.CancellationToken);
        using ImportingAccounts accounts = new(server.BaseAddress, new VirtualTime(), options => options.UploadHandler = () => used);
        InvalidOperationException error = await Assert.ThrowsAsync<InvalidOperationException>(
            () => accounts.ImportAsync(ImportTests.File, ImportTests.Mapping));
        Assert.Contains("redirect", error.Message);
        using ImportingAccounts without = new(server.BaseAddress, new VirtualTime(), options => options.UploadHandler = () => null!);
        error = await Assert.ThrowsAsync<InvalidOperationException>(
            () => without.ImportAsync(ImportTests.File, ImportTests.Mapping));
        Assert.Contains("UploadHandler returned null", error.Message);
        Assert.Empty(server.Puts);
    }

    private static ImportingAccounts Over(Action<OutreachBulkOptions>? configure = null) =>
        new(new("http://127.0.0.1:1/"), new VirtualTime(), options =>
        {
            options.Retries = 0;
            configure?.Invoke(options);
        });

    private static Task<UploadException> RefusedAsync(ImportingAccounts accounts) =>
        Assert.ThrowsAsync<UploadException>(() => accounts.ImportAsync(ImportTests.File, ImportTests.Mapping));

    private static Task<UploadedFile> UploadAsync(ImportingAccounts accounts, string link, CsvFile file) =>
        accounts.Imports.UploadAsync(
            new() { Address = link, StorageKey = "k", CreatedAt = default }, file, new() { MaximumRows = long.MaxValue });

    private static string LinkOf(ImportServer server, Received put) => $"http://127.0.0.1:{server.BaseAddress.Port}{put.Target}";

    private static Reply LinkTo(string link) => Reply.Json(
        System.Text.Json.JsonSerializer.Serialize(
            new { data = new { type = "upload", attributes = new { storageKey = "k", uploadUrl = link } } }));

    private static string HashOf(string key) =>
        Convert.ToHexStringLower(HMACSHA512.HashData(Encoding.UTF8.GetBytes(key), Encoding.UTF8.GetBytes(ImportTests.Csv)));

    private static string HashIn(Received validation) => validation.Query.Split("[hash]=")[1].Split('&')[0];

    private static string Error(string code, string more = "") => $"<?xml version=\"1.0\"?><Error><Code>{code}</Code>{more}</Error>";

    private static string Http(string status, string body, string headers = "") =>
        $"HTTP/1.1 {status}\r\nContent-Type: application/xml\r\nContent-Length: {body.Length}\r\n{headers}\r\n{body}";

    // Whatever the address says, this is where the connection goes.
    private static SocketsHttpHandler Leading(int port) => new()
    {
        ConnectCallback = async (_, cancellationToken) =>
        {
            Socket socket = new(SocketType.Stream, ProtocolType.Tcp);
            await socket.ConnectAsync(IPAddress.Loopback, port, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        },
    };

    private static SocketsHttpHandler Through(int port) =>
        new() { Proxy = new WebProxy($"http://user:pa55word@127.0.0.1:{port}") };

    private static int ClosedPort()
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static X509Certificate2 Certificate()
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        CertificateRequest request = new("CN=storage.example", key, HashAlgorithmName.SHA256);
        return request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
    }

    private sealed class Refusing(List<Uri?> asked) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            asked.Add(request.RequestUri);
            return Task.FromResult(new HttpResponseMessage(HttpStatusCode.Forbidden));
        }
    }
}
