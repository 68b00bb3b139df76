namespace Outreach.Bulk.Emulator;

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
