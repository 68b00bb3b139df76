namespace Outreach.Bulk.Jobs.Tests;

[OutreachBulkClient]
public sealed partial class OutreachClient;
