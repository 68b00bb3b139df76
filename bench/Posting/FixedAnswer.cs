using System.Text;

namespace Outreach.Bulk.Benchmarks.Posting;

/// <summary>The answer to every request: a batch as the API tells it, with the headers it sends along.</summary>
internal static class FixedAnswer
{
    public const long BatchId = 4711;

    private const string Document =
        """{"data":{"type":"batch","id":4711,"attributes":{"action":"bulk_modify","canceledAt":null,"confirmCount":3"""
        + ""","confirmedAt":null,"confirmedCountRequired":false,"contextId":0"""
        + ""","contextType":"","createdAt":"2026-01-05T09:00:00.000Z","externalStartPayload":null,"failures":0,"finishedAt":null"""
        + ""","payload":{"custom1":"edit from bulk","numberOfEmployees":250,"industry":null},"pending":3"""
        + ""","startedAt":"2026-01-05T09:00:00.000Z","state":"pending","summary":null,"total":3"""
        + ""","updatedAt":"2026-01-05T09:00:00.000Z"},"relationships":{"batchItems":{"links":"""
        + """{"related":"https://api.outreach.io/api/v2/batchItems?filter%5Bbatch%5D%5Bid%5D=4711"}}"""
        + ""","creator":{"data":{"type":"user","id":1}}}}}""";

    public static byte[] Bytes { get; } = Encoding.UTF8.GetBytes(
        "HTTP/1.1 200 OK\r\nContent-Type: application/vnd.api+json\r\n"
        + $"Content-Length: {Encoding.UTF8.GetByteCount(Document)}\r\n"
        + "X-RateLimit-Limit: 10000\r\nX-RateLimit-Remaining: 9999\r\nX-RateLimit-Reset: 1767607200\r\n\r\n"
        + Document);
}
