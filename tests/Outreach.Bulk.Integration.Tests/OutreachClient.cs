namespace Outreach.Bulk.Integration.Tests;

[OutreachBulkClient]
public sealed partial class OutreachClient;
