using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using Outreach.Bulk.Calls;
using Outreach.Bulk.Protocol;
using Outreach.Bulk.Resources;
using Outreach.Bulk.Tests.Support;

namespace Outreach.Bulk.Tests.Fuzz;

/// <summary>
/// Whatever a server sends is read or refused: no other exception, no hang, and nothing taken for what it is not. A few rounds with
/// every run of the tests; for longer, set OUTREACH_FUZZ_MINUTES. A failure names the seed that repeats it.
/// </summary>
public class FuzzTests(ITestOutputHelper output)
{
    private const int RoundsOfATest = 3_000;
    private static readonly Uri s_address = new("http://outreach.test/api/v2/batches/7");
    private static readonly DateTimeOffset s_now = new(2026, 1, 5, 8, 0, 0, TimeSpan.Zero);

    private static readonly byte[][] s_batches = Bytes(
        Reply.BatchText(
            7,
            "running",
            400,
            400,
            200,
            3,
            ""","createdAt":"1701880061","updatedAt":"2026-01-05T08:00:00.123Z","payload":{"attributes":{"a":[1,"x"]}}"""
            + ""","summary":null,"contextType":"Import","contextId":"5" """),
        """{"data":[{"type":"batch","id":"7","attributes":{"state":"confirming","confirmCount":"40"}"""
        + ""","relationships":{"creator":{"data":{"type":"user","id":"1"}}}}],"type":"string"}""");

    private static readonly byte[][] s_pages = Bytes(
        """{"data":[{"type":"batchItem","id":1,"attributes":{"failed":true,"info":"no","state":"error","data":"{\"id\":5}"}},{"id":2}]"""
        + ""","links":{"next":"/api/v2/batchItems?page=2"},"meta":{"count":2}}""");

    private static readonly byte[][] s_errors = Bytes(
        """{"errors":[{"id":"validationError","title":"Invalid","detail":"no","source":{"pointer":"/data"}}]}""",
        """{"error":"x","description":"y"}""",
        "<html>502</html>");

    private static readonly byte[][] s_imports = Bytes(
        """{"data":{"type":"import","id":5,"attributes":{"state":"progressing","total":"10","dupes":1,"failures":null"""
        + ""","fileName":"a.csv","importType":"ImportAccount::Csv"}}}""");

    private static readonly byte[][] s_headers = Bytes(
        "10000", "9999, 19988", "1767600040", "40", "Mon, 05 Jan 2026 08:00:40 GMT", "2026-01-05T08:00:40Z", "0.5");

    [Fact]
    public void A_damaged_batch_is_read_as_a_batch_or_refused() => Run(s_batches, bytes =>
    {
        Batch? batch = Try(() => BatchReader.Read(Answer(HttpStatusCode.OK, bytes)));
        if (batch is null)
            return false;
        Assert.True(batch.Id >= 1);
        Assert.True(batch.MatchedCount is null or >= 0);
        Assert.InRange(batch.Fraction, 0, 1);
        Assert.NotNull(batch.ToString());
        _ = RequestLeaf.DigestOf(RequestLeaf.Of(batch.Payload));
        AssertIsDocumentWithData(bytes);
        return true;
    });

    [Fact]
    public void A_damaged_page_is_read_as_a_page_or_refused() => Run(s_pages, bytes =>
    {
        Document<BatchItemAttributes>? page = Try(
            () => AnswerReader.ReadPage(Answer(HttpStatusCode.OK, bytes), JsonApiContext.Default.DocumentBatchItemAttributes));
        if (page?.Data is not { } data)
            return false;
        foreach (Resource<BatchItemAttributes> resource in data)
            Assert.NotNull(BatchReader.Read(resource).ToString());
        AssertIsDocumentWithData(bytes);
        return true;
    });

    [Fact]
    public void A_damaged_import_is_read_as_an_import_or_refused() => Run(s_imports, bytes =>
    {
        Import? import = Try(() => ImportReader.Read(Answer(HttpStatusCode.OK, bytes)));
        if (import is null)
            return false;
        Assert.True(import.Id >= 1);
        AssertIsDocumentWithData(bytes);
        return true;
    });

    [Fact]
    public void A_damaged_error_is_taken_for_a_refusal_only_when_it_is_one() => Run(s_errors, bytes =>
    {
        ReadOnlySpan<HttpStatusCode> statuses =
            [HttpStatusCode.OK, HttpStatusCode.RequestTimeout, HttpStatusCode.ServiceUnavailable];
        foreach (HttpStatusCode status in statuses)
        {
            if (AnswerReader.IsRefusal(status, bytes))
                Assert.Contains("error", Encoding.UTF8.GetString(bytes), StringComparison.OrdinalIgnoreCase);
        }

        Assert.False(AnswerReader.IsRefusal(HttpStatusCode.BadGateway, bytes));
        Assert.True(AnswerReader.IsRefusal(HttpStatusCode.UnprocessableEntity, bytes));
        Assert.Null(Try(() => BatchReader.Read(Answer(HttpStatusCode.UnprocessableEntity, bytes))));
        return AnswerReader.IsRefusal(HttpStatusCode.OK, bytes);
    });

    [Fact]
    public void A_damaged_header_gives_a_budget_that_makes_sense_or_none() => Run(s_headers, bytes =>
    {
        using HttpResponseMessage response = new();
        string value = Encoding.Latin1.GetString(bytes);
        foreach (string name in (ReadOnlySpan<string>)["X-RateLimit-Limit", "X-RateLimit-Remaining", "X-RateLimit-Reset", "Retry-After"])
            response.Headers.TryAddWithoutValidation(name, value);
        RateLimit? limit = RateLimit.Read(response.Headers, s_now);
        Assert.True(limit?.RetryAfter is null || limit.RetryAfter >= TimeSpan.Zero);
        Assert.True(limit?.Remaining is null or >= 0);

        // Whatever was told, requests go again after the longest pause.
        Microsoft.Extensions.Time.Testing.FakeTimeProvider time = new(s_now);
        RequestBudget budget = new(new() { TimeProvider = time }, new(Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance));
        Task<long> first = budget.EnterAsync(default, default).AsTask();
        Assert.True(first.IsCompletedSuccessfully);
        budget.Leave(1, HttpStatusCode.TooManyRequests, limit);
        time.Advance(TimeSpan.FromHours(2) + TimeSpan.FromMinutes(2));
        Assert.True(budget.EnterAsync(default, default).AsTask().IsCompleted, "requests go again");
        return limit is not null;
    });

    [Fact]
    public void A_filter_of_any_text_is_read_back_as_it_was_written() => Run([[0]], (_, random) =>
    {
        string text = Damage.Text(random);
        AccountFilter filter;
        try
        {
            filter = new() { Name = text, Owner = new() { Id = random.Next(1, 1_000) } };
        }
        catch (ArgumentException)
        {
            return false;
        }

        using QueryWriter writer = new(path: "accounts");
        writer.Push("filter");
        filter.WriteTo(writer, commaIds: false);
        string query = writer.ToString();
        Assert.All(query, character => Assert.InRange(character, '!', '~'));
        string[] parameters = query["accounts?".Length..].Split('&');
        Assert.Equal(2, parameters.Length);
        Assert.Equal($"filter[name]={text}", Uri.UnescapeDataString(parameters[0]));
        return true;
    });

    private static byte[][] Bytes(params string[] texts) => [.. texts.Select(Encoding.UTF8.GetBytes)];

    private static ApiAnswer Answer(HttpStatusCode status, byte[] body) => new(status, body, null, HttpMethod.Get, s_address);

    private static T? Try<T>(Func<T> read)
        where T : class
    {
        try
        {
            return read();
        }
        catch (OutreachBulkException)
        {
            return null;
        }
    }

    private static void AssertIsDocumentWithData(byte[] bytes)
    {
        using JsonDocument document = JsonDocument.Parse(ReadableJson.From(bytes).ToArray());
        Assert.True(document.RootElement.TryGetProperty("data", out _));
    }

    private void Run(byte[][] seeds, Func<byte[], bool> check) => Run(seeds, (bytes, _) => check(bytes));

    private void Run(byte[][] seeds, Func<byte[], Random, bool> check)
    {
        double minutes = double.Parse(Environment.GetEnvironmentVariable("OUTREACH_FUZZ_MINUTES") ?? "0", CultureInfo.InvariantCulture);
        int first = minutes > 0 ? Environment.TickCount : 0;
        int rounds = 0, accepted = 0;
        long start = Stopwatch.GetTimestamp();
        while (minutes > 0 ? Stopwatch.GetElapsedTime(start).TotalMinutes < minutes : rounds < RoundsOfATest)
        {
            int seed = first + rounds++;
            Random random = new(seed);
            byte[] damaged = Damage.Of(seeds[random.Next(seeds.Length)], random);
            try
            {
                accepted += check(damaged, random) ? 1 : 0;
            }
            catch (Exception exception)
            {
                throw new InvalidOperationException($"Seed {seed} with {Convert.ToHexString(damaged)}: {exception.Message}", exception);
            }
        }

        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{rounds} rounds, {accepted} accepted"));
        Assert.InRange(accepted, 1, rounds);
    }
}
