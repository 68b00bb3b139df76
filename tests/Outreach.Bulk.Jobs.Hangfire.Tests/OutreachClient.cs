namespace Outreach.Bulk.Jobs.Hangfire.Tests;

[OutreachBulkClient]
public sealed partial class OutreachClient;
