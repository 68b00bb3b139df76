using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Outreach.Bulk.Http;
using Outreach.Bulk.Primitives;
using Outreach.Bulk.Protocol;

namespace Outreach.Bulk.Calls;

/// <summary>
/// A bulk action ready to be sent: checked, with its request line and body. Where the ids travel is decided here and
/// nowhere else.
/// </summary>
internal sealed class BulkActionRequest
{
    // Where the part relative to the base address starts in the address's text.
    private readonly int _targetStart;
    private string? _echoDigest;

    private BulkActionRequest(BulkAction action, Uri address, int targetStart, byte[] body, long? idCount)
    {
        Action = action;
        Address = address;
        _targetStart = targetStart;
        Body = body;
        IdCount = idCount;
    }

    public BulkAction Action { get; }

    /// <summary>The absolute address.</summary>
    public Uri Address { get; }

    /// <summary>Path and query, relative to the base address.</summary>
    public string Target => Address.OriginalString[_targetStart..];

    public byte[] Body { get; }

    /// <summary>How many distinct ids were selected; null when the selection is not by id.</summary>
    public long? IdCount { get; }

    /// <summary>The fingerprint by which a batch that echoes this request is recognised; made when it is asked for.</summary>
    public string? EchoDigest => _echoDigest ??= RequestLeaf.DigestOf(RequestLeaf.Of(this));

    /// <exception cref="ArgumentException">The call cannot be sent under these options.</exception>
    [SuppressMessage(
        "Usage", "CA2208:Instantiate argument exceptions correctly",
        Justification = "The argument is named as the caller of the action gave it.")]
    public static BulkActionRequest Create(BulkCall call, OutreachBulkOptions options)
    {
        (BulkAction action, BulkActionParams actionParams, AttributeSet? attributes) = (call.Action, call.Params, call.Attributes);
        RecordFilter filter = actionParams.FilterOrThrow;
        attributes?.ThrowIfNotUsable(options, nameof(attributes));
        long[]? ids = filter.SelectedIds;
        if (ids is not null && ids.Length > options.MaximumItems)
        {
            throw new ArgumentException(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"Filter.Id holds {ids.Length} ids; a bulk request takes at most {options.MaximumItems} items and fails above "
                        + $"that. Make it a job, which splits them: package Outreach.Bulk.Jobs."),
                nameof(actionParams));
        }

        ThrowIfNeverWithin(actionParams, options);
        string address = AddressOf(action, actionParams, filter, options);
        long[]? idsInBody = null;
        if (LineLength(address, options) > options.MaximumRequestLine)
        {
            idsInBody = IdsForBody(ids, filter, actionParams, TooLong("filter makes", address, options));
            address = AddressOf(action, actionParams, filter: null, options);
            if (LineLength(address, options) > options.MaximumRequestLine)
                throw new ArgumentException(TooLong("parameters make", address, options), nameof(actionParams));
        }

        return new(
            action,
            new(address),
            options.BaseAddress.AbsoluteUri.Length,
            new ActionBody(attributes, idsInBody, options).ToUtf8Bytes(),
            ids is null ? null : CountDistinct(ids));
    }

    /// <summary>Whether the call's selection fits one request; whatever else is wrong with it is not asked.</summary>
    public static bool Fits(BulkCall call, OutreachBulkOptions options)
    {
        RecordFilter filter = call.Params.FilterOrThrow;
        if (filter.SelectedIds is not { } ids)
            return true;
        return ids.Length <= options.MaximumItems
            && (filter.Clauses.Count == 1
                || LineLength(AddressOf(call.Action, call.Params, filter, options), options) <= options.MaximumRequestLine);
    }

    // Such a batch is either out of bounds or too large for a request.
    private static void ThrowIfNeverWithin(BulkActionParams actionParams, OutreachBulkOptions options)
    {
        long atLeast = Math.Max(actionParams.Confirm?.Range.AtLeast ?? 0, actionParams.ConsentOrNull?.Range.AtLeast ?? 0);
        if (atLeast > options.MaximumItems)
        {
            throw new ArgumentException(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"The call allows no fewer than {atLeast} records; a bulk request takes at most {options.MaximumItems} items and fails "
                        + $"above that. Make it a job, which splits it: package Outreach.Bulk.Jobs."),
                nameof(actionParams));
        }
    }

    private static long CountDistinct(long[] ids)
    {
        Span<long> sorted = ids.Length <= 64 ? stackalloc long[ids.Length] : new long[ids.Length];
        ids.CopyTo(sorted);
        sorted.Sort();
        long count = 1;
        for (int i = 1; i < sorted.Length; i++)
        {
            if (sorted[i] != sorted[i - 1])
                count++;
        }

        return count;
    }

    private static string AddressOf(
        BulkAction action, BulkActionParams actionParams, RecordFilter? filter, OutreachBulkOptions options)
    {
        using QueryWriter query = new(options.BaseAddress.AbsoluteUri, action.Path);
        query.Push("actionParams");
        if (filter is not null)
        {
            query.Push("filter");
            filter.WriteTo(query, options.Protocol.CommaSeparatedIds);
            query.Pop();
        }

        foreach (ref readonly SparseValues.Entry parameter in actionParams.Parameters.Entries)
            query.Value(parameter.Name, parameter.Value);
        if (actionParams.SkipConfirmation)
            query.Value("skipConfirmation", true);
        query.Pop();
        return query.ToString();
    }

    private static int LineLength(string address, OutreachBulkOptions options) =>
        RequestLine.Length(HttpMethod.Post, address.Length - options.BaseAddress.AbsoluteUri.Length, options);

    private static string TooLong(string what, string address, OutreachBulkOptions options) =>
        RequestLine.TooLong(what, LineLength(address, options), options);

    private static long[] IdsForBody(long[]? ids, RecordFilter filter, BulkActionParams actionParams, string tooLong)
    {
        if (ids is null)
            throw new ArgumentException($"{tooLong} Split it over several calls.", nameof(actionParams));
        if (filter.Clauses.Count > 1)
        {
            throw new ArgumentException(
                $"{tooLong} That many ids can only travel in the body, where they cannot be combined with other clauses. Split the "
                    + "ids, or leave the other clauses out.",
                nameof(actionParams));
        }

        if (actionParams.SkipConfirmation)
        {
            throw new ArgumentException(
                $"{tooLong} That many ids travel in the body, and without a filter in the request line "
                    + $"{nameof(BulkActionParams.SkipConfirmation)} is refused: were the body lost, the action would start on every "
                    + $"record. Use {nameof(BulkActionParams.Confirm)} instead.",
                nameof(actionParams));
        }

        return ids;
    }
}
