namespace Outreach.Bulk.Benchmarks.Posting;

/// <summary>The client under measurement, generated like any user's.</summary>
[OutreachBulkClient]
internal sealed partial class OutreachClient;
