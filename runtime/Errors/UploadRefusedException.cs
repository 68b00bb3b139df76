using System.Net;

namespace Outreach.Bulk;

/// <summary>The storage did not take the file. No import was started; a new link can be tried.</summary>
public sealed class UploadRefusedException : OutreachBulkException
{
    private UploadRefusedException(string message)
        : base(message)
    {
    }

    /// <summary>The storage's own word, such as <c>SignatureDoesNotMatch</c>; <see langword="null"/> when it gave none.</summary>
    public string? Code { get; private init; }

    /// <summary>Whether the link had expired, so that a new one is all that is needed.</summary>
    public bool IsExpired { get; private init; }

    internal static UploadRefusedException Of(HttpStatusCode status, string? code, bool isExpired) =>
        new(FormattableString.Invariant($"The storage refused the file with {(int)status} ({code ?? "no reason given"}); no import was started. {Remedy(status, code, isExpired)}"))
        {
            Status = status,
            Code = code,
            IsExpired = isExpired,
        };

    private static string Remedy(HttpStatusCode status, string? code, bool isExpired) => (code, isExpired) switch
    {
        (_, true) => "The link has expired; ask for a new one.",
        ("SignatureDoesNotMatch", _) => $"What was sent is not what was signed. If the link has content-type signed, check {nameof(ImportProtocolOptions)}.{nameof(ImportProtocolOptions.UploadMediaType)}; otherwise a proxy may have changed the request.",
        ("RequestTimeTooSkewed", _) => "The storage's clock and the one that signed the link differ too much; ask for a new link.",
        ("EntityTooLarge", _) => "The file is too large for the storage; split it.",
        ("AccessDenied", _) => "The link does not allow it, or has expired; ask for a new one.",
        ("NotImplemented", _) => "The storage takes no chunked body, which this library does not send: a proxy may have changed the request.",
        _ when (int)status >= 500 => "Try again later.",
        _ when (int)status is >= 300 and < 400 => "No redirect is followed.",
        _ => "Ask for a new link.",
    };
}
