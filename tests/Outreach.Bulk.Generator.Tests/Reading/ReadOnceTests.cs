using System.Text;
using Microsoft.CodeAnalysis.Text;
using Outreach.Bulk.Generator.Documents;

namespace Outreach.Bulk.Generator.Tests;

/// <summary>What a compiler server reads for one project it does not read again for the next.</summary>
[CollectionDefinition(nameof(ReadOnceTests), DisableParallelization = true)]
[Collection(nameof(ReadOnceTests))]
public class ReadOnceTests
{
    [Fact]
    public void Texts_that_say_the_same_are_read_once()
    {
        DescriptionDocument first = Read(Descriptions.With(Descriptions.Account, Descriptions.Action("accountAddTags", null)));
        DescriptionDocument second = Read(Descriptions.With(Descriptions.Account, Descriptions.Action("accountAddTags", null)));

        Assert.NotNull(first.Named);
        Assert.Same(first, second);
    }

    [Fact]
    public void Another_text_is_read_even_under_the_same_path()
    {
        DescriptionDocument first = Read(Descriptions.With(Descriptions.Account, Descriptions.Action("accountAddTags", null)));
        DescriptionDocument second = Read(Descriptions.With(Descriptions.Account, Descriptions.Action("accountsRemoveTags", null)));

        Assert.NotEqual(first.Named, second.Named);
    }

    private static DescriptionDocument Read(string text) => DescriptionDocument.Of(
        new(DescriptionFile.Packed("openapi.yml", SourceText.From(text, Encoding.UTF8), isOverlay: false), []),
        TestContext.Current.CancellationToken);
}
