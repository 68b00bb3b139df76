using Outreach.Bulk;

namespace NightlyJob;

/// <summary>The whole client: the generator fills it from the OpenAPI description.</summary>
[OutreachBulkClient]
public sealed partial class OutreachClient;
