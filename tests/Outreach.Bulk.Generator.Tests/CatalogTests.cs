using System.Text.Json;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Outreach.Bulk.Generator.Catalog;
using static Outreach.Bulk.Generator.Tests.Descriptions;

namespace Outreach.Bulk.Generator.Tests;

/// <summary>What a project gets that asks for the description as data.</summary>
public class CatalogTests
{
    private const string NoClient = "internal static class Program;";
    private const string File = "Outreach.Bulk.Generated/OutreachBulkCatalog.g.cs";

    [Fact]
    public Task A_small_description() => Verify(Catalog(GeneratorRun.Of(Small, NoClient)).Driver);

    [Fact]
    public void It_is_emitted_only_where_it_is_asked_for_and_needs_no_client()
    {
        Assert.DoesNotContain(File, GeneratorRun.OfPackaged().Files.Keys);
        Assert.Equal([File], Catalog(GeneratorRun.OfPackaged(NoClient)).Files.Keys);
        Assert.Contains(File, Catalog(GeneratorRun.OfPackaged()).Files.Keys);
        Assert.Empty(GeneratorRun.OfPackaged(NoClient).WithOptions(new MarkedFiles("build_property.OutreachBulkCatalog", "false")).Files);
    }

    [Fact]
    public void It_compiles_without_warning_in_each_version_of_the_language_and_nothing_is_done_again()
    {
        GeneratorRun run = Catalog(GeneratorRun.OfPackaged(NoClient));
        Checks.NothingWasDoneAgain(run.Again().Result);
        Checks.NothingWasDoneAgain(run.AfterUnrelatedEdit().Result);
        MemoryFile[] files = [new("openapi.yml", Repository.PackagedDescription), MemoryFile.PackedOverlay(Repository.PackagedOverlay)];
        foreach (LanguageVersion version in TestCompilation.LanguageVersions)
            Checks.CompilesWithoutWarning(Catalog(GeneratorRun.Of(version, files, NoClient)).Output);
    }

    [Fact]
    public void An_action_that_is_added_to_the_description_is_in_it()
    {
        string[] before = Names(Small);
        string[] after = Names(Of(Action("accountsEdit", "name: {type: string}"), Action("accountsPolish", "shine: {type: integer}")));
        Assert.DoesNotContain("accountsPolish", before);
        Assert.Contains("accountsPolish", after);
    }

    [Fact]
    public void It_says_of_each_action_what_its_types_say()
    {
        GeneratorRun run = Catalog(GeneratorRun.OfPackaged(NoClient));
        using JsonDocument catalog = Read(run);
        Assert.Equal(CatalogEmitter.Version, catalog.RootElement.GetProperty("catalog").GetInt32());
        JsonElement[] actions = [.. catalog.RootElement.GetProperty("actions").EnumerateArray()];
        Assert.Equal(23, actions.Length);
        JsonElement delete = actions.Single(action => action.GetProperty("name").GetString() == "customObjectBulkDelete");
        Assert.Equal("Destroy", delete.GetProperty("effect").GetString());
        Assert.Equal("CustomObjects.BulkDeleteAsync", delete.GetProperty("method").GetString());
        Assert.Equal("objectName", delete.GetProperty("parameters")[0].GetProperty("name").GetString());
        Assert.True(delete.GetProperty("parameters")[0].GetProperty("isRequired").GetBoolean());
        Assert.False(delete.TryGetProperty("takes", out _));
        JsonElement modify = actions.Single(action => action.GetProperty("name").GetString() == "accountsBulkModify");
        Assert.Equal("Fields", modify.GetProperty("takes").GetString());
        Assert.Equal(["batches.read", "batches.write", "accounts.write"], modify.GetProperty("scopes").EnumerateArray().Select(scope => scope.GetString()!));
        Assert.Contains("numberOfEmployees", NamesOf(run, "batches/actions/accountsBulkModify", "attributes"));
        Assert.DoesNotContain("createdAt", NamesOf(run, "batches/actions/accountsBulkModify", "attributes"));
        Assert.Contains("createdAt", NamesOf(run, "account", "fields"));
    }

    [Theory]
    [MemberData(nameof(HostileTextTests.Texts), MemberType = typeof(HostileTextTests))]
    public void Text_of_the_description_is_text_in_it(string text)
    {
        GeneratorRun run = Catalog(GeneratorRun.Of(HostileTextTests.Everywhere(text), NoClient));
        Checks.CompilesWithoutWarning(run.Output);
        using JsonDocument catalog = Read(run);
        Assert.InRange(catalog.RootElement.GetProperty("actions").GetArrayLength(), 1, 2);
    }

    private static GeneratorRun Catalog(GeneratorRun run) => run.WithOptions(new MarkedFiles("build_property.OutreachBulkCatalog"));

    private static string[] Names(string description)
    {
        using JsonDocument catalog = Read(Catalog(GeneratorRun.Of(description, NoClient)));
        return [.. catalog.RootElement.GetProperty("actions").EnumerateArray().Select(action => action.GetProperty("name").GetString()!)];
    }

    // As the compiler reads it: each line is a literal of its own.
    private static JsonDocument Read(GeneratorRun run) => JsonDocument.Parse(string.Concat(Root(run)
        .DescendantNodes().OfType<PropertyDeclarationSyntax>().Single()
        .DescendantTokens().Where(token => token.IsKind(SyntaxKind.Utf8StringLiteralToken)).Select(token => token.ValueText)));

    private static string[] NamesOf(GeneratorRun run, string of, string list)
    {
        SwitchExpressionArmSyntax arm = Root(run).DescendantNodes().OfType<SwitchExpressionArmSyntax>()
            .Single(arm => arm.Pattern.GetFirstToken().ValueText == of);
        using JsonDocument json = JsonDocument.Parse(((LiteralExpressionSyntax)arm.Expression).Token.ValueText);
        return [.. json.RootElement.GetProperty(list).EnumerateArray().Select(each => each.GetProperty("name").GetString()!)];
    }

    private static SyntaxNode Root(GeneratorRun run) => run.Output.SyntaxTrees
        .Single(tree => tree.FilePath.EndsWith("OutreachBulkCatalog.g.cs", StringComparison.Ordinal))
        .GetRoot(TestContext.Current.CancellationToken);
}
