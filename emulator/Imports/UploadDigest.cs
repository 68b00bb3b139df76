using System.Security.Cryptography;
using System.Text;

namespace Outreach.Bulk.Emulator.Imports;

internal static class UploadDigest
{
    /// <summary>
    /// The hash of a file as <see cref="EmulatorOptions.UploadHash"/> and <see cref="EmulatorOptions.UploadHashEncoding"/> have it.
    /// </summary>
    public static string Compute(Stream file, string storageKey, EmulatorOptions options)
    {
        byte[] hash = options.UploadHash switch
        {
            UploadHash.PlainSha512 => SHA512.HashData(file),
            UploadHash.HmacWithEmptyKey => HMACSHA512.HashData([], file),
            UploadHash.HmacWithClientSecret => HMACSHA512.HashData(Encoding.UTF8.GetBytes(options.ClientSecret), file),
            _ => HMACSHA512.HashData(Encoding.UTF8.GetBytes(storageKey), file),
        };
        return options.UploadHashEncoding == HashEncoding.Base64 ? Convert.ToBase64String(hash) : Convert.ToHexStringLower(hash);
    }
}
