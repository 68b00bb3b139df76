namespace Outreach.Bulk.Crash;

[OutreachBulkClient]
internal sealed partial class OutreachClient;
