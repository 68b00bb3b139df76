namespace Outreach.Bulk.Tests;

public class PublicTypeTests
{
    private const int Most = 110;

    [Fact]
    public void There_are_at_most_a_hundred_and_ten_public_types_those_hidden_from_editors_counted()
    {
        Type[] types = typeof(OutreachBulkConnection).Assembly.GetExportedTypes();
        Assert.True(types.Length <= Most, $"{types.Length} types are public, {Most} may be. Each needs a caller who would miss it.");
    }

    [Fact]
    public void Public_types_need_one_using()
    {
        IEnumerable<string?> namespaces = typeof(OutreachBulkConnection).Assembly.GetExportedTypes().Select(type => type.Namespace);
        Assert.Equal(["Microsoft.Extensions.DependencyInjection", "Outreach.Bulk"], namespaces.Distinct().Order());
    }
}
