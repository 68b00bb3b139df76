using Outreach.Bulk;

namespace Company.Nightly.OutreachApi;

/// <summary>The client. The generator fills it, and puts some sixty types beside it: hence a namespace of its own.</summary>
[OutreachBulkClient]
public sealed partial class OutreachClient;
