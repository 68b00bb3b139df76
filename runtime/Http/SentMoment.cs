namespace Outreach.Bulk.Http;

/// <summary>When a request left.</summary>
/// <param name="Local">What our clock showed.</param>
/// <param name="Server">What the server's clock showed, at the earliest; null while no answer had told its time.</param>
/// <param name="Setting">How our clock was set then, against one that nobody sets.</param>
internal readonly record struct SentMoment(DateTimeOffset Local, DateTimeOffset? Server, TimeSpan Setting);
