using System.Security.Cryptography;

namespace Outreach.Bulk.Emulator.Storage;

/// <summary>Who signs upload links. The secret never leaves the emulator and is another one for each.</summary>
internal sealed record AwsCredentials(string AccessKeyId, string Secret, string Region)
{
    public static AwsCredentials New() =>
        new("EMULATORACCESSKEY001", Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(20)), "us-west-2");
}
