using System.Text.RegularExpressions;
using Outreach.Bulk.Generator.Conventions;
using static Outreach.Bulk.Generator.Tests.Descriptions;
using static Outreach.Bulk.Generator.Tests.OverlayText;

namespace Outreach.Bulk.Generator.Tests;

/// <summary>The extensions that descriptions and overlays may use are those that the description's README explains.</summary>
public partial class ExtensionTests
{
    [Fact]
    public void Known_extensions_are_those_of_the_README()
    {
        string readme = File.ReadAllText(Path.Combine(Repository.TestFolder(), "../../spec/README.md"));

        Assert.Equal(
            Rows().Matches(readme).Select(row => row.Groups[1].Value).Order(StringComparer.Ordinal),
            ExtensionVocabulary.Known.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Each_extension_has_a_rule() => Assert.Equal(
        typeof(Extension).GetFields()
            .Select(field => field.GetRawConstantValue())
            .OfType<string>()
            .Where(name => name != Extension.Prefix)
            .Order(StringComparer.Ordinal),
        ExtensionVocabulary.Known.Order(StringComparer.Ordinal));

    [Fact]
    public void Overlay_may_give_a_model_s_collection()
    {
        GeneratorRun run = Checked(Small, Overlay(Entry("$.components.schemas.account", "{ x-outreach-collection: firms }")));

        Assert.Empty(run.Problems);
        Assert.Contains("<c>GET /firms</c>", run.File("Accounts"), StringComparison.Ordinal);
    }

    [GeneratedRegex(@"^\| `(x-outreach-[a-z-]+)` \|", RegexOptions.Multiline)]
    private static partial Regex Rows();
}
