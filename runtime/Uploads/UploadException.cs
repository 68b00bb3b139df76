using System.Net;

namespace Outreach.Bulk;

/// <summary>
/// The storage did not take the file, or something else arrived than was sent: the server's validation found another count or header,
/// or a repeated upload read something else from the file. No import was started; a new link can be tried.
/// </summary>
public sealed class UploadException : OutreachBulkException
{
    private UploadException(string message)
        : base(message)
    {
    }

    /// <summary>The storage's own word, such as <c>SignatureDoesNotMatch</c>; <see langword="null"/> when it gave none.</summary>
    public string? Code { get; private init; }

    /// <summary>Whether the link had expired, so that a new one is all that is needed.</summary>
    public bool IsExpired { get; private init; }

    /// <summary>How many records were counted here; <see langword="null"/> when the storage did not take the file.</summary>
    public long? RecordCount { get; private init; }

    /// <summary>
    /// How many records the server, or the earlier upload, counted; <see langword="null"/> when the server did not say, or the storage
    /// did not take the file.
    /// </summary>
    public long? OtherRecordCount { get; private init; }

    internal static UploadException Refused(HttpStatusCode status, string? code, bool isExpired) =>
        new(FormattableString.Invariant($"The storage refused the file with {(int)status} ({code ?? "no reason given"}); ")
            + $"no import was started. {Remedy(status, code, isExpired)}")
        {
            Status = status,
            Code = code,
            IsExpired = isExpired,
        };

    internal static UploadException Differs(string message, long recordCount, long? otherRecordCount) =>
        new($"{message} No import was started.") { RecordCount = recordCount, OtherRecordCount = otherRecordCount };

    private static string Remedy(HttpStatusCode status, string? code, bool isExpired) => (code, isExpired) switch
    {
        (_, true) => "The link has expired; ask for a new one.",
        ("SignatureDoesNotMatch", _) => "What was sent is not what was signed. If the link has content-type signed, check "
            + "ProtocolOptions.UploadMediaType; otherwise a proxy may have changed the request.",
        ("RequestTimeTooSkewed", _) => "The storage's clock and the one that signed the link differ too much; ask for a new link.",
        ("EntityTooLarge", _) => "The file is too large for the storage; split it.",
        ("AccessDenied", _) => "The link does not allow it, or has expired; ask for a new one.",
        ("NotImplemented", _) => "The storage takes no chunked body, which this library does not send: "
            + "a proxy may have changed the request.",
        _ when (int)status >= 500 => "Try again later.",
        _ when (int)status is >= 300 and < 400 => "No redirect is followed.",
        _ => "Ask for a new link.",
    };
}
