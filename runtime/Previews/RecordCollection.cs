using System.Collections.ObjectModel;
using System.Net;
using System.Text.Json;
using Outreach.Bulk.Filters;
using Outreach.Bulk.Http;
using Outreach.Bulk.Primitives;
using Outreach.Bulk.Protocol;

namespace Outreach.Bulk.Previews;

/// <summary>
/// The collection of a model's records, asked by the filter of a bulk action: the GET that selects what the action would.
/// Nothing is changed, so a request that fails is repeated.
/// </summary>
internal sealed class RecordCollection
{
    private const int LargestPage = 1_000;
    private const long CountCap = 2_000_000;

    private readonly ApiClient _client;
    private readonly OutreachBulkOptions _options;
    private readonly string _path;

    /// <summary>Names a collection.</summary>
    /// <param name="client">The requests.</param>
    /// <param name="options">The connection's options.</param>
    /// <param name="path">The collection's path, relative to the base address.</param>
    /// <param name="objectName">The type of custom object below it; null for a model that is one type.</param>
    public RecordCollection(ApiClient client, OutreachBulkOptions options, string path, string? objectName)
    {
        foreach (string segment in path.Split('/'))
            WireName.ThrowIfNotUsable(segment, nameof(path), "a collection");
        if (objectName is not null)
            WireName.ThrowIfNotUsable(objectName, nameof(objectName), "a custom object's type");
        _client = client;
        _options = options;
        _path = objectName is null ? path : $"{path}/{objectName}";
    }

    public async Task<RecordCount> CountAsync(RecordFilter filter, CancellationToken cancellationToken)
    {
        RecordCount? sum = null;
        foreach (string target in Targets(filter, pageSize: 1, count: true))
        {
            RecordCount part = await _client.Retry.RunAsync(
                async again =>
                {
                    ApiAnswer answer = await _client.GetAsync(target, again).ConfigureAwait(false);
                    return ReadCount(answer, AnswerReader.ReadPage(answer, JsonApiContext.Default.DocumentRecordAttributes));
                },
                cancellationToken).ConfigureAwait(false);
            if (part.Count is not { } count)
                return part;
            sum = sum is { Count: { } before } ? RecordCount.Of(before + count, part.CountedAt) : part;
        }

        return sum!;
    }

    public async Task<IReadOnlyList<SampledRecord>> SampleAsync(RecordFilter filter, int size, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(size, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(size, LargestPage);
        List<SampledRecord> sample = [];
        foreach (string target in Targets(filter, size, count: false))
        {
            sample.AddRange(await PageAsync(target, size - sample.Count, cancellationToken).ConfigureAwait(false));
            if (sample.Count == size)
                break;
        }

        return sample;
    }

    /// <summary>
    /// The id of the record that a server which sorts by creation puts first, or of the highest one on a page of another server: a
    /// good guess at the highest there is. Null when none was shown.
    /// </summary>
    public async Task<long?> GuessHighestIdAsync(RecordFilter filter, CancellationToken cancellationToken)
    {
        IReadOnlyList<SampledRecord> page;
        try
        {
            List<SampledRecord> newest = [];
            foreach (string target in Targets(filter, pageSize: 1, count: false, sort: "-createdAt"))
                newest.AddRange(await PageAsync(target, 1, cancellationToken).ConfigureAwait(false));
            page = newest;
        }
        catch (OutreachApiException refusal) when (refusal.Status is HttpStatusCode.BadRequest or HttpStatusCode.UnprocessableEntity)
        {
            // That these records can be sorted by creation is published of accounts and prospects only.
            page = await SampleAsync(filter, LargestPage, cancellationToken).ConfigureAwait(false);
        }

        return page.Count == 0 ? null : page.Max(record => record.Id);
    }

    private Task<IReadOnlyList<SampledRecord>> PageAsync(string target, int size, CancellationToken cancellationToken) =>
        _client.Retry.RunAsync<IReadOnlyList<SampledRecord>>(
            async again =>
            {
                ApiAnswer answer = await _client.GetAsync(target, again).ConfigureAwait(false);
                Document<RecordAttributes> page = AnswerReader.ReadPage(answer, JsonApiContext.Default.DocumentRecordAttributes);
                return [.. page.Data!.Where(record => record.Id is not null).Take(size).Select(Read)];
            },
            cancellationToken);

    private static SampledRecord Read(Resource<RecordAttributes> record) => new()
    {
        Id = record.Id!.Value,
        Attributes = record.Attributes?.All ?? (IReadOnlyDictionary<string, JsonElement>)ReadOnlyDictionary<string, JsonElement>.Empty,
    };

    // A server that sheds a count says 0; the record beside it shows that this is not the count.
    private RecordCount ReadCount(in ApiAnswer answer, Document<RecordAttributes> page)
    {
        DateTimeOffset now = _options.TimeProvider.GetUtcNow();
        if (page.Meta?.Count is not (>= 0 and { } count))
            throw AnswerReader.Unexpected(answer, $"{answer.Request} was answered without the count it asked for (meta.count).");
        bool isTruncated = page.Meta.CountTruncated == true;
        if (count == 0)
            return isTruncated || page.Data is { Length: > 0 } ? RecordCount.Shed(now) : RecordCount.Of(0, now);
        return isTruncated || (page.Meta.CountTruncated is null && count >= CountCap)
            ? RecordCount.Truncated(count, now)
            : RecordCount.Of(count, now);
    }

    private string Target(RecordFilter filter, int pageSize, bool count, string? sort)
    {
        ArgumentNullException.ThrowIfNull(filter);
        filter.ThrowIfNotUsable(nameof(filter));
        using QueryWriter query = new(path: _path);
        query.Push("filter");
        filter.WriteTo(query, commaIds: false);
        query.Pop();
        query.Parameter("newFilterSyntax", true);
        query.Parameter("count", count);
        query.PageSize(pageSize);
        if (sort is not null)
            query.Parameter("sort", sort);
        return query.ToString();
    }

    // Ids that do not fit one request line are asked for part by part: a record has one id, so that parts share no record.
    private List<string> Targets(RecordFilter filter, int pageSize, bool count, string? sort = null)
    {
        List<string> targets = [];
        Add(filter);
        return targets;

        void Add(RecordFilter part)
        {
            string target = Target(part, pageSize, count, sort);
            int length = RequestLine.Length(HttpMethod.Get, target.Length, _options);
            if (length <= _options.MaximumRequestLine)
            {
                targets.Add(target);
                return;
            }

            if (part.SelectedIds is not { Length: > 1 } selected)
            {
                throw new ArgumentException(
                    $"{RequestLine.TooLong("filter makes", length, _options)} Only ids can be asked for in parts: select by less.",
                    nameof(filter));
            }

            long[] ids = [.. selected.Distinct()];
            int half = (ids.Length + 1) / 2;
            Add(part.WithIds(new(FilterValueKind.AnyOf, ids[..half])));
            if (half < ids.Length)
                Add(part.WithIds(new(FilterValueKind.AnyOf, ids[half..])));
        }
    }
}
