using System.Security.Cryptography;
using System.Text;

namespace Outreach.Bulk;

/// <summary>The algorithm of an upload's hash.</summary>
public enum UploadHashAlgorithm
{
    /// <summary>HMAC-SHA512, which the guide names.</summary>
    HmacSha512 = 0,

    /// <summary>SHA-512 without a key.</summary>
    Sha512 = 1,
}

/// <summary>How an upload's hash is written as text.</summary>
public enum UploadHashEncoding
{
    /// <summary>Hexadecimal, in lower case.</summary>
    LowerHex = 0,

    /// <summary>Base64.</summary>
    Base64 = 1,
}

/// <summary>Computes an upload's hash as the options say.</summary>
internal static class UploadHash
{
    public static IncrementalHash Start(ImportProtocolOptions options, string storageKey) =>
        options.HashAlgorithm == UploadHashAlgorithm.HmacSha512
            ? IncrementalHash.CreateHMAC(HashAlgorithmName.SHA512, options.HashKey.BytesFor(storageKey))
            : IncrementalHash.CreateHash(HashAlgorithmName.SHA512);

    public static string Finish(ImportProtocolOptions options, IncrementalHash hash)
    {
        byte[] value = hash.GetHashAndReset();
        return options.HashEncoding == UploadHashEncoding.LowerHex ? Convert.ToHexStringLower(value) : Convert.ToBase64String(value);
    }
}

/// <summary>Where the key of an upload's hash comes from.</summary>
public sealed class UploadHashKey
{
    private readonly byte[]? _bytes;

    private UploadHashKey(byte[]? bytes) => _bytes = bytes;

    /// <summary>The upload's storage key, as UTF-8.</summary>
    public static UploadHashKey StorageKey { get; } = new(null);

    /// <summary>An empty key.</summary>
    public static UploadHashKey Empty { get; } = new([]);

    /// <summary>A key of your own, such as the OAuth client's secret.</summary>
    /// <param name="key">The key; it is copied.</param>
    /// <returns>The key.</returns>
    public static UploadHashKey FromBytes(ReadOnlySpan<byte> key) => new(key.ToArray());

    /// <summary>Says where the key comes from, never what it is.</summary>
    /// <returns>A short text.</returns>
    public override string ToString() => _bytes switch
    {
        null => "the storage key",
        [] => "an empty key",
        _ => "a key of your own",
    };

    internal byte[] BytesFor(string storageKey) => _bytes ?? Encoding.UTF8.GetBytes(storageKey);
}
