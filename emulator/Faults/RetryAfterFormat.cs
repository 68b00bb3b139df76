namespace Outreach.Bulk.Emulator;

/// <summary>How a refusal tells when to come again.</summary>
public enum RetryAfterFormat
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
