using System.Text;

namespace Outreach.Bulk.Tests.Support;

/// <summary>Outreach and its storage on one port, as far as an import needs them. Each part can be replaced.</summary>
internal sealed class ImportServer : IAsyncDisposable
{
    public const string StorageKey = "imports/secret-key-91c2";
    public const string Signature = "5ec7e7516na7u7e";

    private int _links;

    public ImportServer() => Http = new(Answer);

    public ScriptedServer Http { get; }

    public Uri BaseAddress => Http.BaseAddress;

    public string SignedHeaders { get; init; } = "host";

    public DateTimeOffset SignedAt { get; set; } = new(2026, 1, 5, 8, 0, 0, TimeSpan.Zero);

    public Func<Received, Reply> OnLink { get; set; } = null!;

    public Func<Received, Reply> OnPut { get; set; } = _ => new("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"u8.ToArray());

    public Func<Received, Reply> OnValidate { get; set; } = null!;

    public Func<Received, Reply> OnStart { get; set; } = _ => Import(31, "progressing");

    public Func<Received, Reply> OnGet { get; set; } = _ => Import(31, "finished", 2);

    public IReadOnlyList<Received> Puts => [.. Http.Received.Where(request => request.Method == "PUT")];

    public IReadOnlyList<Received> Starts =>
        [.. Http.Received.Where(request => request.Path.EndsWith("/accountsImport", StringComparison.Ordinal))];

    public string Link(int number) =>
        $"{new Uri(BaseAddress, "/bucket/a%2Bb%7E/")}file%20{number}.csv?X-Amz-Algorithm=AWS4-HMAC-SHA256"
        + $"&X-Amz-Date={SignedAt:yyyyMMdd'T'HHmmss'Z'}&X-Amz-Expires=900"
        + $"&X-Amz-SignedHeaders={Uri.EscapeDataString(SignedHeaders)}&X-Amz-Signature={Signature}%7e";

    public static Reply Import(long id, string state, long? total = null, long failures = 0, long dupes = 0, string more = "") =>
        Reply.Json(
            $$"""{"data":{"type":"import","id":{{id}},"attributes":{"state":"{{state}}","total":{{total?.ToString() ?? "null"}}"""
            + $$""","failures":"{{failures}}","dupes":{{dupes}},"type":"ImportAccount::Csv"{{more}} } } }""");

    public static Reply Xml(int status, string code, string message = "no")
    {
        string body = $"<?xml version=\"1.0\"?><Error><Code>{code}</Code><Message>{message}</Message>"
            + $"<StringToSign>{StorageKey} {Signature}</StringToSign></Error>";
        return new(
            Encoding.UTF8.GetBytes($"HTTP/1.1 {status} X\r\nContent-Type: application/xml\r\nContent-Length: {body.Length}\r\n\r\n{body}"));
    }

    public static Reply Validation(string recordCount, string headerValue) =>
        Reply.Json(
            $$"""{"data":{"type":"validateUpload","attributes":{"recordCount":{{recordCount}},"headerValue":{{headerValue}} } } }""");

    public ValueTask DisposeAsync() => Http.DisposeAsync();

    private Reply Answer(Received request) => request switch
    {
        { Method: "PUT" } => OnPut(request),
        { Method: "GET" } => OnGet(request),
        _ when request.Path.EndsWith("/generateUploadLink", StringComparison.Ordinal) => OnLink?.Invoke(request) ?? NextLink(),
        _ when request.Path.EndsWith("/validateUpload", StringComparison.Ordinal) => OnValidate?.Invoke(request)
            ?? Validation("\"2\"", """[{"header":"companyName","value":"x"},{"header":"crmId","value":"1"}]"""),
        _ => OnStart(request),
    };

    private Reply NextLink()
    {
        int number = ++_links;
        string name = number % 2 == 1 ? "uploadUrl" : "uploadURL";
        return Reply.Json(
            $$"""{"data":{"type":"upload","attributes":{"storageKey":"{{StorageKey}}{{number}}","{{name}}":"{{Link(number)}}"} } }""");
    }
}
