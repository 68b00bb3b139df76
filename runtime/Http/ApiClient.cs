using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Text.Json.Serialization.Metadata;
using Outreach.Bulk.Protocol;
using Outreach.Bulk.Telemetry;

namespace Outreach.Bulk.Http;

/// <summary>
/// Requests below the base address: one at a time, or page by page. What they are about is for its callers to know.
/// </summary>
internal sealed class ApiClient(OutreachBulkOptions options, ApiTransport transport, OperationLog log)
{
    // A body that says nothing: a POST without one is resent by .NET itself when a reused connection closes.
    private static readonly byte[] s_emptyBody = """{"data":{"attributes":{}}}"""u8.ToArray();

    // A list of that many pages, or of that many in a row that hold nothing, has no end.
    private const int MostPages = 100_000;
    private const int MostEmptyPages = 100;

    /// <summary>Repeats what may be repeated.</summary>
    public RetryPolicy Retry { get; } = new(options, log);

    /// <summary>What the answers show of the server's clock.</summary>
    public ServerClock Clock => transport.Clock;

    /// <summary>Reads what is at an address, once.</summary>
    /// <param name="target">Path and query, relative to the base address.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task<ApiAnswer> GetAsync(string target, CancellationToken cancellationToken) =>
        transport.SendAsync(HttpMethod.Get, AddressOf(target), [], cancellationToken);

    /// <summary>Reads what is at the base address itself, once. Its path ends in no slash, as it is documented.</summary>
    /// <param name="cancellationToken">Gives up.</param>
    public Task<ApiAnswer> GetRootAsync(CancellationToken cancellationToken) =>
        transport.SendAsync(HttpMethod.Get, new(options.BaseAddress.AbsoluteUri.TrimEnd('/')), [], cancellationToken);

    /// <summary>Posts what changes nothing, without a body, once. .NET itself may send it again.</summary>
    /// <param name="target">Path and query, relative to the base address.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task<ApiAnswer> PostAsync(string target, CancellationToken cancellationToken) =>
        transport.SendAsync(HttpMethod.Post, AddressOf(target), [], cancellationToken);

    /// <summary>Posts a decision about a batch, once.</summary>
    /// <param name="target">Path and query, relative to the base address.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task<ApiAnswer> PostDecisionAsync(string target, CancellationToken cancellationToken) =>
        transport.SendAsync(
            HttpMethod.Post, AddressOf(target), options.Protocol.DecisionsWithoutBody ? [] : s_emptyBody, cancellationToken);

    /// <summary>Sends a POST that acts; it leaves once.</summary>
    public Task<ApiAnswer> SendOnceAsync(SendAttempt attempt, CancellationToken cancellationToken) =>
        transport.SendOnceAsync(attempt, cancellationToken);

    /// <summary>Begins the query of a list, with the size of its pages.</summary>
    public QueryWriter ListQuery(string path)
    {
        QueryWriter query = new(path: path);
        query.PageSize(options.PageSize);
        return query;
    }

    /// <summary>Reads a list, page by page as its items are asked for.</summary>
    /// <param name="target">Path and query of the first page.</param>
    /// <param name="type">The type of a page.</param>
    /// <param name="read">Reads one resource.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <param name="maximumPages">The most pages that are read.</param>
    /// <param name="startSpan">Starts the span of a page; null where there is none.</param>
    /// <param name="onCutOff">Told that there were more pages.</param>
    public async IAsyncEnumerable<T> ListAsync<TAttributes, T>(
        string target,
        JsonTypeInfo<Document<TAttributes>> type,
        Func<Resource<TAttributes>, T> read,
        [EnumeratorCancellation] CancellationToken cancellationToken,
        int maximumPages = int.MaxValue,
        Func<Activity?>? startSpan = null,
        Action? onCutOff = null)
    {
        Uri? next = AddressOf(target);
        HashSet<Uri> visited = [];
        int empty = 0;
        while (next is not null)
        {
            if (visited.Count == maximumPages)
            {
                onCutOff?.Invoke();
                yield break;
            }

            visited.Add(next);
            Uri current = next;
            Document<TAttributes> page;
            using (startSpan?.Invoke())
            {
                page = await Retry.RunAsync(
                    async again =>
                    {
                        try
                        {
                            return await PageAsync(current, type, again).ConfigureAwait(false);
                        }
                        catch (OutreachBulkException failure) when (failure.IsTransient)
                        {
                            // It may be too much to ask for at once: gateways give up on large pages.
                            current = RequestLine.WithSmallerPage(current);
                            throw;
                        }
                    },
                    cancellationToken).ConfigureAwait(false);
            }

            foreach (Resource<TAttributes> resource in page.Data ?? [])
                yield return read(resource);
            empty = page.Data is { Length: > 0 } ? 0 : empty + 1;
            next = NextPage(current, page.Links?.NextAddress);
            if (next is not null && (visited.Contains(next) || visited.Count >= MostPages || empty >= MostEmptyPages))
                throw Endless(current, visited.Count, isSeen: visited.Contains(next));
        }
    }

    private Uri AddressOf(string target) => new(options.BaseAddress, target);

    private async Task<Document<TAttributes>> PageAsync<TAttributes>(
        Uri address, JsonTypeInfo<Document<TAttributes>> type, CancellationToken cancellationToken) =>
        AnswerReader.ReadPage(await transport.SendAsync(HttpMethod.Get, address, [], cancellationToken).ConfigureAwait(false), type);

    private Uri? NextPage(Uri current, string? link)
    {
        if (string.IsNullOrEmpty(link))
            return null;
        Uri? linked = Uri.TryCreate(current, link, out Uri? read) && read.Scheme is "http" or "https" ? read : null;
        string list = current.AbsolutePath[current.AbsolutePath.LastIndexOf('/')..];

        // A gateway has another address than the server behind it tells. The list is the same, so only the query is taken.
        Uri? next = linked?.AbsolutePath.EndsWith(list, StringComparison.Ordinal) == true
            ? new(current.GetLeftPart(UriPartial.Path) + linked.Query)
            : linked;
        if (next is null || !IsOurs(next))
        {
            string origin = options.BaseAddress.GetComponents(UriComponents.SchemeAndServer, UriFormat.UriEscaped);
            string away = linked?.GetComponents(UriComponents.SchemeAndServer | UriComponents.Path, UriFormat.UriEscaped) ?? "no address";
            throw new OutreachConnectionException(
                $"{InWords(current)} links its next page to {away}, which is not this list at {origin}. The token is sent there only; "
                    + "the list ends here, incomplete.")
            {
                Request = InWords(current),
            };
        }

        return next;
    }

    private static OutreachConnectionException Endless(Uri current, int pages, bool isSeen) => new(
        $"{InWords(current)} links its next page {(isSeen ? "to one that was read before" : $"after {pages} pages, the last ones without data")}; "
            + "the list would never end. It is incomplete.")
    {
        Request = InWords(current),
    };

    private static string InWords(Uri address) => $"{HttpMethod.Get} {address.AbsolutePath}";

    private bool IsOurs(Uri target) =>
        target.UserInfo.Length == 0
        && Uri.Compare(
            target, options.BaseAddress, UriComponents.SchemeAndServer, UriFormat.Unescaped, StringComparison.OrdinalIgnoreCase) == 0;
}
