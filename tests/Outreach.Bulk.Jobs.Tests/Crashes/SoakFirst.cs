using Xunit.Sdk;
using Xunit.v3;

[assembly: TestCollectionOrderer(typeof(Outreach.Bulk.Jobs.Tests.Crashes.SoakFirst))]

namespace Outreach.Bulk.Jobs.Tests.Crashes;

/// <summary>The soak waits most of its time: begun first, it waits beside the others and not after them.</summary>
public sealed class SoakFirst : ITestCollectionOrderer
{
    public IReadOnlyCollection<TTestCollection> OrderTestCollections<TTestCollection>(IReadOnlyCollection<TTestCollection> testCollections)
        where TTestCollection : ITestCollection =>
        [.. testCollections.OrderByDescending(each => each.TestCollectionDisplayName.Contains(nameof(JobSoakTests), StringComparison.Ordinal))];
}
