namespace Outreach.Bulk;

/// <summary>What Outreach's documents leave open about imports, or contradict each other about.</summary>
public sealed class ImportProtocolOptions
{
    /// <summary>The key of the hash by which an uploaded file is validated.</summary>
    /// <value>Default <see cref="UploadHashKey.StorageKey"/>. The key is not published; this is a guess. Plain SHA-512 uses none.</value>
    public UploadHashKey HashKey { get; set; } = UploadHashKey.StorageKey;

    /// <summary>The algorithm of the hash.</summary>
    /// <value>Default <see cref="UploadHashAlgorithm.HmacSha512"/>, which the guide names.</value>
    public UploadHashAlgorithm HashAlgorithm { get; set; } = UploadHashAlgorithm.HmacSha512;

    /// <summary>How the hash is written as text.</summary>
    /// <value>Default <see cref="UploadHashEncoding.LowerHex"/>. It is not published; this is a guess.</value>
    public UploadHashEncoding HashEncoding { get; set; } = UploadHashEncoding.LowerHex;

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
    public bool FindBatches { get; set; } = true;

    /// <summary>The media type sent to the storage when the upload link has one signed.</summary>
    /// <value>Not blank. Default <c>text/csv</c>. Otherwise none is sent.</value>
    public string UploadMediaType { get; set; } = "text/csv";

    internal string HashInWords =>
        $"{(HashAlgorithm == UploadHashAlgorithm.HmacSha512 ? $"HMAC-SHA512 with {HashKey}" : "SHA-512 without a key")}, as {(HashEncoding == UploadHashEncoding.LowerHex ? "lower-case hexadecimal" : "base64")}";

    internal ImportProtocolOptions Checked()
    {
        if (HashKey is null)
            throw new ArgumentException($"{nameof(ImportProtocolOptions)}.{nameof(HashKey)} is null.");
        if (!Enum.IsDefined(HashAlgorithm))
            throw new ArgumentException($"{nameof(ImportProtocolOptions)}.{nameof(HashAlgorithm)} is {HashAlgorithm}, which is none.");
        if (!Enum.IsDefined(HashEncoding))
            throw new ArgumentException($"{nameof(ImportProtocolOptions)}.{nameof(HashEncoding)} is {HashEncoding}, which is none.");
        WireText.ThrowIfNotWritable(UploadMediaType, $"{nameof(ImportProtocolOptions)}.{nameof(UploadMediaType)}");
        return new()
        {
            HashKey = HashKey,
            HashAlgorithm = HashAlgorithm,
            HashEncoding = HashEncoding,
            RecordCountAsText = RecordCountAsText,
            BareRecords = BareRecords,
            FindBatches = FindBatches,
            UploadMediaType = UploadMediaType,
        };
    }
}
