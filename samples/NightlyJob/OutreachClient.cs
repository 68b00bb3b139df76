using Outreach.Bulk;

namespace NightlyJob.OutreachApi;

/// <summary>The whole client: the generator fills it from the OpenAPI description.</summary>
[OutreachBulkClient]
public sealed partial class OutreachClient;
