namespace Outreach.Bulk.Emulator;

/// <summary>
/// A store that speaks S3, to which uploads go instead of into the emulator. Links to it are signed, and files read back
/// from it, by the clock of the machine, whatever <see cref="EmulatorOptions.TimeProvider"/> says.
/// </summary>
public sealed class S3Storage
{
    /// <summary>Where it is, with <c>http</c> or <c>https</c>; the bucket becomes part of the path.</summary>
    public required Uri Endpoint { get; init; }

    /// <summary>The bucket, which must be there.</summary>
    public required string Bucket { get; init; }

    /// <summary>The region that is signed for. Default <c>us-east-1</c>.</summary>
    public string Region { get; init; } = "us-east-1";

    /// <summary>Who may write and read there.</summary>
    public required string AccessKey { get; init; }

    /// <summary>The secret that belongs to <see cref="AccessKey"/>.</summary>
    public required string SecretKey { get; init; }
}
