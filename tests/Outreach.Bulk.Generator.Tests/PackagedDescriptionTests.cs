namespace Outreach.Bulk.Generator.Tests;

/// <summary>What the description that comes with the package becomes.</summary>
public class PackagedDescriptionTests
{
    [Fact]
    public Task The_whole_of_it() => Snapshot.Of(Repository.PackagedDescription, overlay: Repository.PackagedOverlay);
}
