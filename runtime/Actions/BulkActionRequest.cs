using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Outreach.Bulk;

/// <summary>
/// A bulk action ready to be sent: checked, with its request line and body. Where the ids travel is decided here and
/// nowhere else.
/// </summary>
internal sealed class BulkActionRequest
{
    private BulkActionRequest(BulkAction action, string target, byte[] body, long? idCount)
    {
        Action = action;
        Target = target;
        Body = body;
        IdCount = idCount;
    }

    public BulkAction Action { get; }

    /// <summary>Path and query, relative to the base address.</summary>
    public string Target { get; }

    public byte[] Body { get; }

    /// <summary>How many distinct ids were selected; null when the selection is not by id.</summary>
    public long? IdCount { get; }

    public static BulkActionRequest Create(
        BulkAction action, BulkActionParams actionParams, ActionAttributes? attributes, OutreachBulkOptions options)
    {
        RecordFilter filter = actionParams.FilterOrThrow;
        filter.ThrowIfNotUsable(nameof(BulkActionParams) + ".Filter");
        attributes?.ThrowIfNotUsable(options, nameof(attributes));
        if (actionParams is { SkipConfirmation: true, ConsentOrNull: not null })
        {
            throw new ArgumentException(
                $"{nameof(BulkActionParams.SkipConfirmation)} is refused for an action that destroys data: the records would be gone before their count could be held against the consent. Leave it out; the consent confirms.",
                nameof(actionParams));
        }

        long[]? ids = SelectedIds(filter);
        if (ids is not null && ids.Length > options.MaximumItems)
        {
            throw new ArgumentException(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"Filter.Id holds {ids.Length} ids; a bulk request takes at most {options.MaximumItems} items and fails above that. Split the ids over several calls."),
                nameof(actionParams));
        }

        string target = TargetOf(action, Query(actionParams, filter, options));
        long[]? idsInBody = null;
        if (LineLength(target, options) > options.MaximumRequestLine)
        {
            string tooLong = TooLong("filter makes", target, options);
            idsInBody = IdsForBody(ids, filter, actionParams, tooLong);
            target = TargetOf(action, Query(actionParams, filter: null, options));
            if (LineLength(target, options) > options.MaximumRequestLine)
                throw new ArgumentException(TooLong("parameters make", target, options), nameof(actionParams));
        }

        return new(action, target, WriteBody(attributes, idsInBody, options), ids?.Distinct().LongCount());
    }

    /// <summary>A fingerprint of what was asked, free of values: SHA-256 over request line and body.</summary>
    /// <returns>Lower-case hexadecimal text.</returns>
    public string Digest()
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes(Target));
        hash.AppendData("\n"u8);
        hash.AppendData(Body);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static long[]? SelectedIds(RecordFilter filter) =>
        filter.Clauses.Find("id") is FilterValue<long> { Values: { Count: > 0 } values } ? [.. values] : null;

    private static string Query(BulkActionParams actionParams, RecordFilter? filter, OutreachBulkOptions options)
    {
        QueryWriter query = new();
        query.Push("actionParams");
        if (filter is not null)
        {
            query.Push("filter");
            query.Filter(filter, options.CommaSeparatedIds);
            query.Pop();
        }

        foreach (ref readonly SparseValues.Entry parameter in actionParams.Parameters.Entries)
            query.Value(parameter.Name, parameter.Value);
        if (actionParams.SkipConfirmation)
            query.Value("skipConfirmation", true);
        query.Pop();
        return query.ToString();
    }

    private static string TargetOf(BulkAction action, string query) =>
        query.Length == 0 ? action.Path : $"{action.Path}?{query}";

    private static int LineLength(string target, OutreachBulkOptions options) =>
        "POST  HTTP/1.1".Length + options.BaseAddress.AbsolutePath.Length + target.Length;

    private static string TooLong(string what, string target, OutreachBulkOptions options) => string.Create(
        CultureInfo.InvariantCulture,
        $"The {what} a request line of {LineLength(target, options)} bytes; the limit is {options.MaximumRequestLine} ({nameof(OutreachBulkOptions)}.{nameof(OutreachBulkOptions.MaximumRequestLine)}).");

    private static long[] IdsForBody(long[]? ids, RecordFilter filter, BulkActionParams actionParams, string tooLong)
    {
        if (ids is null)
            throw new ArgumentException($"{tooLong} Split it over several calls.", nameof(actionParams));
        if (filter.Clauses.Count > 1)
        {
            throw new ArgumentException(
                $"{tooLong} That many ids can only travel in the body, where they cannot stand beside other clauses. Split the ids, or leave the other clauses out.",
                nameof(actionParams));
        }

        if (actionParams.SkipConfirmation)
        {
            throw new ArgumentException(
                $"{tooLong} That many ids travel in the body, and without a filter in the request line {nameof(BulkActionParams.SkipConfirmation)} is refused: were the body lost, the action would start on every record. Use {nameof(BulkActionParams.Confirm)} instead.",
                nameof(actionParams));
        }

        return ids;
    }

    private static byte[] WriteBody(ActionAttributes? attributes, long[]? ids, OutreachBulkOptions options)
    {
        ArrayBufferWriter<byte> buffer = new(256);
        using Utf8JsonWriter writer = new(buffer);
        writer.WriteStartObject();
        writer.WriteStartObject("data");
        writer.WriteStartObject("attributes");
        attributes?.WriteTo(writer, options);
        if (ids is not null)
        {
            writer.WriteStartArray("ids");
            foreach (long id in ids)
                writer.WriteNumberValue(id);
            writer.WriteEndArray();
        }

        writer.WriteEndObject();
        writer.WriteEndObject();
        if (options.BodyType is { } type)
            writer.WriteString("type", type);
        writer.WriteEndObject();
        writer.Flush();
        return buffer.WrittenSpan.ToArray();
    }
}
