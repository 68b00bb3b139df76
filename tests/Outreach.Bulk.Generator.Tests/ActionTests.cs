using static Outreach.Bulk.Generator.Tests.Descriptions;

namespace Outreach.Bulk.Generator.Tests;

public class ActionTests
{
    [Fact]
    public Task A_small_description() => Snapshot.Of(Small);
}
