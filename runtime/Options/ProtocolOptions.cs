using Outreach.Bulk.Options;
using Outreach.Bulk.Primitives;

namespace Outreach.Bulk;

/// <summary>
/// What Outreach's documents leave open, or contradict each other about. Each default is the likeliest reading; each property
/// says what else there is.
/// </summary>
public sealed class ProtocolOptions
{
    /// <summary>The form of a bulk modify's body.</summary>
    /// <value>Default <see cref="Bulk.ModifyBody.AttributeMap"/>.</value>
    public ModifyBody ModifyBody { get; set; } = ModifyBody.AttributeMap;

    /// <summary>The <c>type</c> member written beside <c>data</c> in a bulk action's body.</summary>
    /// <value>
    /// A text that is not blank. Default <see langword="null"/>: none, as in the guide. The published description declares one.
    /// </value>
    public string? BodyType { get; set; }

    /// <summary>Whether ids in a filter are written <c>[id]=1,2,3</c> instead of <c>[id][]=1&amp;[id][]=2</c>.</summary>
    /// <value>Default <see langword="false"/>: the repeated form, known from production. An older guide shows commas.</value>
    public bool CommaSeparatedIds { get; set; }

    /// <summary>Whether <c>userIds</c> are written as JSON numbers.</summary>
    /// <value>
    /// Default <see langword="false"/>: as text, as the published description says. When set, a user id that is not a number is
    /// refused.
    /// </value>
    public bool UserIdsAsNumbers { get; set; }

    /// <summary>Whether a batch's items are asked for by <c>filter[batchId]</c> instead of <c>filter[batch][id]</c>.</summary>
    /// <value>Default <see langword="false"/>: by the relationship, as in the guide. The published description has the attribute.</value>
    public bool ItemsByBatchId { get; set; }

    /// <summary>Whether failed items are asked for by <c>filter[state]=error</c> instead of <c>filter[failed]=true</c>.</summary>
    /// <value>Default <see langword="false"/>: by the flag, as in the published description. The guide has the state.</value>
    public bool FailedItemsByState { get; set; }

    /// <summary>Whether confirmations and cancellations are sent without a body.</summary>
    /// <value>
    /// Default <see langword="false"/>: they carry an empty document, since .NET may send a POST without a body again. The published
    /// description declares none. Both may be sent twice without harm: a confirmation names its count.
    /// </value>
    public bool DecisionsWithoutBody { get; set; }

    /// <summary>What is compared with the server's answer to the validation of an uploaded file.</summary>
    /// <value>Default <see cref="Bulk.UploadComparison.Names"/>. The answer's form is published in two ways.</value>
    public UploadComparison UploadComparison { get; set; } = UploadComparison.Names;

    /// <summary>Whether the hash by which an uploaded file is validated has a key: HMAC-SHA512 instead of plain SHA-512.</summary>
    /// <value>Default <see langword="true"/>: the guide names HMAC-SHA512.</value>
    public bool HashWithKey { get; set; } = true;

    /// <summary>The key of that hash. Plain SHA-512 uses none.</summary>
    /// <value>
    /// Default <see langword="null"/>: the upload's storage key, as UTF-8. Which key it is, is not published; this is a guess. An
    /// empty key and one of your own, such as the OAuth client's secret, are the others.
    /// </value>
    public ReadOnlyMemory<byte>? HashKey { get; set; }

    /// <summary>Whether that hash is written as base64 instead of lower-case hexadecimal.</summary>
    /// <value>Default <see langword="false"/>. The encoding is not published; hexadecimal is a guess.</value>
    public bool HashAsBase64 { get; set; }

    /// <summary>Whether <c>recordCount</c> is sent as text.</summary>
    /// <value>Default <see langword="false"/>: as a number, as the published description has it. The guide shows text.</value>
    public bool RecordCountAsText { get; set; }

    /// <summary>Whether each record of an upsert is sent as a bare resource object, <c>{"type":…}</c>.</summary>
    /// <value>
    /// Default <see langword="false"/>: wrapped, <c>{"data":{"type":…}}</c>. Which of them it is, is not published; the
    /// description speaks of a record's <c>data.id</c>, so this is the likelier reading.
    /// </value>
    public bool BareRecords { get; set; }

    /// <summary>Whether the batches behind an import are looked for, by <c>filter[contextType]</c> and <c>filter[contextId]</c>.</summary>
    /// <value>
    /// Default <see langword="true"/>. The guide has it, the published description does not. When the server refuses it,
    /// there are none. Without it an import whose start was not answered cannot be found again.
    /// </value>
    public bool FindBatchesOfImports { get; set; } = true;

    /// <summary>Whether reads are sent without <c>Content-Type</c> and the <c>Content-Length: 0</c> that .NET writes with it.</summary>
    /// <value>
    /// Default <see langword="false"/>: the guide asks for the media type on every request, reads included. Set it where a gateway in
    /// between refuses a read with a length.
    /// </value>
    public bool BareReads { get; set; }

    /// <summary>The media type sent to the storage when the upload link has one signed.</summary>
    /// <value>Not blank. Default <c>text/csv</c>. Otherwise none is sent.</value>
    public string UploadMediaType { get; set; } = "text/csv";

    /// <summary>Takes over what <c>outreach-bulk probe</c> found in a test org. What it did not settle stays as it is.</summary>
    /// <param name="probeJson">The content of <c>probe.json</c>.</param>
    /// <param name="clientSecret">
    /// The OAuth client's secret, for the case that the hash of uploads has it as key; the file never holds it. Default
    /// <see langword="null"/>: none.
    /// </param>
    /// <exception cref="FormatException">The text is not what the probe writes, or of a version that this library does not know.</exception>
    /// <exception cref="ArgumentException">The client's secret is needed and was not given.</exception>
    public void Load(string probeJson, string? clientSecret = null)
    {
        ArgumentNullException.ThrowIfNull(probeJson);
        ProbeFile.Read(probeJson, clientSecret, this);
    }

    internal string HashInWords =>
        $"{(HashWithKey ? $"HMAC-SHA512 with {HashKeyInWords}" : "SHA-512 without a key")}, as "
            + $"{(HashAsBase64 ? "base64" : "lower-case hexadecimal")}";

    // Where the key comes from, never what it is.
    private string HashKeyInWords => HashKey switch
    {
        null => "the storage key",
        { IsEmpty: true } => "an empty key",
        _ => "a key of your own",
    };

    internal ProtocolOptions Checked()
    {
        if (!Enum.IsDefined(ModifyBody))
            throw new ArgumentException($"{nameof(ProtocolOptions)}.{nameof(ModifyBody)} is {ModifyBody}, which is not a defined value.");
        if (!Enum.IsDefined(UploadComparison))
        {
            throw new ArgumentException(
                $"{nameof(ProtocolOptions)}.{nameof(UploadComparison)} is {UploadComparison}, which is not a defined value.");
        }

        if (BodyType is not null)
            WireText.ThrowIfNotWritable(BodyType, $"{nameof(ProtocolOptions)}.{nameof(BodyType)}");
        WireText.ThrowIfNotWritable(UploadMediaType, $"{nameof(ProtocolOptions)}.{nameof(UploadMediaType)}");
        ProtocolOptions copy = (ProtocolOptions)MemberwiseClone();
        if (HashKey is { } key)
            copy.HashKey = key.ToArray();
        return copy;
    }
}
