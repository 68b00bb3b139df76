using System.Security.Cryptography;
using System.Text;

namespace Outreach.Bulk.Uploads;

/// <summary>Computes an upload's hash as the options say.</summary>
internal static class UploadHash
{
    public static IncrementalHash Start(ProtocolOptions options, string storageKey) => options.HashWithKey
        ? IncrementalHash.CreateHMAC(HashAlgorithmName.SHA512, options.HashKey is { } key ? key.Span : Encoding.UTF8.GetBytes(storageKey))
        : IncrementalHash.CreateHash(HashAlgorithmName.SHA512);

    public static string Finish(ProtocolOptions options, IncrementalHash hash)
    {
        byte[] value = hash.GetHashAndReset();
        return options.HashAsBase64 ? Convert.ToBase64String(value) : Convert.ToHexStringLower(value);
    }
}
