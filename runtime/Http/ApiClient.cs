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

    /// <summary>Repeats what may be repeated.</summary>
    public RetryPolicy Retry { get; } = new(options, log);

    /// <summary>Reads what is at an address, once.</summary>
    /// <param name="target">Path and query, relative to the base address.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task<ApiAnswer> GetAsync(string target, CancellationToken cancellationToken) =>
        transport.SendAsync(HttpMethod.Get, AddressOf(target), [], cancellationToken);

    /// <summary>Posts what may be repeated and has nothing to say in a body, once.</summary>
    /// <param name="target">Path and query, relative to the base address.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task<ApiAnswer> PostAsync(string target, CancellationToken cancellationToken) =>
        transport.SendAsync(HttpMethod.Post, AddressOf(target), s_emptyBody, cancellationToken);

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
    public async IAsyncEnumerable<T> ListAsync<TAttributes, T>(
        string target,
        JsonTypeInfo<Document<TAttributes>> type,
        Func<Resource<TAttributes>, T> read,
        [EnumeratorCancellation] CancellationToken cancellationToken,
        int maximumPages = int.MaxValue,
        Func<Activity?>? startSpan = null)
    {
        Uri? next = AddressOf(target);
        HashSet<Uri> visited = [];
        while (next is not null && visited.Count < maximumPages)
        {
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
            next = NextPage(current, page.Links?.NextAddress, visited);
        }
    }

    private Uri AddressOf(string target) => new(options.BaseAddress, target);

    private async Task<Document<TAttributes>> PageAsync<TAttributes>(
        Uri address, JsonTypeInfo<Document<TAttributes>> type, CancellationToken cancellationToken) =>
        AnswerReader.ReadPage(await transport.SendAsync(HttpMethod.Get, address, [], cancellationToken).ConfigureAwait(false), type);

    private Uri? NextPage(Uri current, string? link, HashSet<Uri> visited)
    {
        if (string.IsNullOrEmpty(link))
            return null;
        string request = $"{HttpMethod.Get} {current.AbsolutePath}";
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
                $"{request} links its next page to {away}, which is not this list at {origin}. The token is sent there only; the list "
                    + "ends here, incomplete.")
            {
                Request = request,
            };
        }

        return !visited.Contains(next)
            ? next
            : throw new OutreachConnectionException($"{request} links its next page to one that was read before; the list would never end.")
            {
                Request = request,
            };
    }

    private bool IsOurs(Uri target) =>
        target.UserInfo.Length == 0
        && Uri.Compare(
            target, options.BaseAddress, UriComponents.SchemeAndServer, UriFormat.Unescaped, StringComparison.OrdinalIgnoreCase) == 0;
}
