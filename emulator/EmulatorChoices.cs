namespace Outreach.Bulk.Emulator;

/// <summary>Readings of an empty <c>ids</c> list.</summary>
public enum EmptyIds
{
    /// <summary>As if it weren't there: every record is selected.</summary>
    SelectAll,

    /// <summary>No record is selected.</summary>
    SelectNone,
}

/// <summary>What the hash of an upload may be.</summary>
public enum UploadHash
{
    /// <summary>HMAC-SHA512 of the file, its key the storage key in UTF-8.</summary>
    HmacWithStorageKey,

    /// <summary>HMAC-SHA512 of the file, its key <see cref="EmulatorOptions.ClientSecret"/> in UTF-8.</summary>
    HmacWithClientSecret,

    /// <summary>HMAC-SHA512 of the file with an empty key.</summary>
    HmacWithEmptyKey,

    /// <summary>SHA-512 of the file.</summary>
    PlainSha512,
}

/// <summary>How a hash may be written.</summary>
public enum HashText
{
    /// <summary>128 lower-case hexadecimal digits.</summary>
    Hex,

    /// <summary>Base64 with padding.</summary>
    Base64,
}

/// <summary>Readings of an action that has both <c>ids</c> and a filter.</summary>
public enum IdsAndFilter
{
    /// <summary>A record must meet both.</summary>
    Both,

    /// <summary>The filter is ignored.</summary>
    IdsOnly,

    /// <summary>The ids are ignored.</summary>
    FilterOnly,
}

/// <summary>How a refusal tells when to come again.</summary>
public enum HintForm
{
    /// <summary>Not at all.</summary>
    None,

    /// <summary>Seconds to wait: <c>30</c>.</summary>
    Seconds,

    /// <summary>Unix seconds: <c>1767600000</c>.</summary>
    Epoch,

    /// <summary>An HTTP date: <c>Mon, 05 Jan 2026 08:00:00 GMT</c>.</summary>
    HttpDate,

    /// <summary>An ISO-8601 time: <c>2026-01-05T08:00:00Z</c>.</summary>
    Iso8601,

    /// <summary>Seconds to wait, and every header with its value twice, as where two gateways each add it: <c>30, 30</c>.</summary>
    TwoValues,
}
