namespace Outreach.Bulk.Emulator;

/// <summary>
/// One request as it arrived, and how it was answered. Storage keys, signatures, hashes of files, credentials sent to the storage, and
/// secrets, codes and refresh tokens sent to <c>/oauth/token</c> are redacted with <c>***</c>.
/// </summary>
/// <param name="Method">The method in capitals.</param>
/// <param name="PathAndQuery">Path and query as they were on the wire, still encoded.</param>
/// <param name="Headers">The headers; names in any case, several values of one name joined with commas.</param>
/// <param name="Body">The body as text, empty when there was none, and for uploads.</param>
/// <param name="Status">The status answered; null while unanswered and where the connection was closed instead.</param>
public sealed record RecordedRequest(
    string Method, string PathAndQuery, IReadOnlyDictionary<string, string> Headers, string Body, int? Status);
