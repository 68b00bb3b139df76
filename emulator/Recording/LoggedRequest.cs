using Outreach.Bulk.Emulator.Requests;

namespace Outreach.Bulk.Emulator.Recording;

/// <summary>A request as it was written down on arrival, and what becomes of it.</summary>
internal sealed record LoggedRequest(Exchange Exchange, RecordedRequest Request);
