using System.Net;
using Outreach.Bulk.Uploads;

namespace Outreach.Bulk;

/// <summary>
/// The storage did not take the file, or something else arrived than was sent: the server's validation found another count or header,
/// or a repeated upload read something else from the file. No import was started; a new link can be tried.
/// </summary>
public sealed class UploadException : OutreachBulkException
{
    private bool _isTransient;

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

    /// <summary>
    /// Whether the storage asks to be tried again with the same link: it is busy or down (5xx, 429, <c>SlowDown</c>), the file came too
    /// slowly (408, <c>RequestTimeout</c>), or a page of something in between was answered. Uploads were repeated already, as often as
    /// <see cref="OutreachBulkOptions.Retries"/> says.
    /// </summary>
    public override bool IsTransient => _isTransient;

    /// <summary>Makes the error of a storage that did not take the file, for test doubles.</summary>
    /// <param name="status">The storage's status.</param>
    /// <param name="code">The storage's word, such as <c>SlowDown</c>; <see langword="null"/> when it gave none.</param>
    /// <param name="isExpired">Whether the link had expired.</param>
    /// <returns>The error.</returns>
    public static UploadException Create(HttpStatusCode status, string? code = null, bool isExpired = false) =>
        Refused(status, new(code, isExpired, null, null), null, null);

    internal static UploadException Refused(HttpStatusCode status, StorageError error, string? redirectedTo, TimeSpan? retryAfter) =>
        new(FormattableString.Invariant($"The storage refused the file with {(int)status} ")
            + $"({error.Code ?? error.Other ?? "no reason given"}); no import was started. {Remedy(status, error, redirectedTo)}")
        {
            Status = status,
            Code = error.Code,
            IsExpired = error.IsExpired,
            RetryAfter = retryAfter,
            _isTransient = MayPass(status, error),
        };

    internal static UploadException Differs(string message, long recordCount, long? otherRecordCount) =>
        new($"{message} No import was started.") { RecordCount = recordCount, OtherRecordCount = otherRecordCount };

    private static bool MayPass(HttpStatusCode status, StorageError error) =>
        error.Code is "SlowDown" or "RequestTimeout" or "OperationAborted"
        || (error.Other is not null && (int)status >= 400)
        || status is HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests
        || ((int)status >= 500 && status != HttpStatusCode.NotImplemented);

    private static string Remedy(HttpStatusCode status, StorageError error, string? redirectedTo) => (error.Code, error.IsExpired) switch
    {
        (_, true) => "The link has expired; ask for a new one.",
        ("SignatureDoesNotMatch", _) => "What was sent is not what was signed. If the link has content-type signed, check "
            + "ProtocolOptions.UploadMediaType; otherwise a proxy may have changed the request.",
        ("RequestTimeTooSkewed", _) => "The storage's clock and the one that signed the link differ too much; ask for a new link.",
        ("EntityTooLarge", _) => "The file is too large for the storage; split it.",
        ("AccessDenied", _) => "The link does not allow it, or has expired; ask for a new one.",
        ("NotImplemented", _) => "The storage takes no chunked body, which this library does not send: "
            + "a proxy may have changed the request.",
        _ when (int)status is >= 300 and < 400 => $"It redirects to {redirectedTo ?? "no address"}, which is not followed, since the link "
            + "is signed for its own host; ask for a new one.",
        _ when error.Other is not null => "It may come from a proxy or a firewall in between.",
        _ when MayPass(status, error) => "Try again later.",
        _ => "Ask for a new link.",
    };
}
