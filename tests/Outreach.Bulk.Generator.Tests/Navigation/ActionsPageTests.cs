using Outreach.Bulk.Generator.Documents;
using Outreach.Bulk.Generator.Model;
using Outreach.Bulk.Generator.Naming;

namespace Outreach.Bulk.Generator.Tests;

/// <summary>The page that lists all the packaged description gives says what the description says.</summary>
public class ActionsPageTests
{
    private static readonly string s_file = Path.GetFullPath(Path.Combine(Repository.TestFolder(), "../../docs/actions.md"));

    [Fact]
    public async Task The_page_of_actions_is_what_the_description_gives()
    {
        string page = ActionsPage.Write();
        string received = Path.ChangeExtension(s_file, ".received.md");
        if (File.Exists(s_file) && (await File.ReadAllTextAsync(s_file)).ReplaceLineEndings("\n") == page)
        {
            File.Delete(received);
            return;
        }

        await File.WriteAllTextAsync(received, page);
        Assert.Fail("docs/actions.md is not what the description gives. Accept docs/actions.received.md as docs/actions.md.");
    }

    [Fact]
    public void It_names_every_action_attribute_param_and_field()
    {
        string page = File.ReadAllText(s_file);
        ApiModel api = ApiModelBuilder.Build(
            DescriptionDocument.Of(
                new(
                    DescriptionFile.Packed(
                        "a.yml",
                        Microsoft.CodeAnalysis.Text.SourceText.From(Repository.PackagedDescription, System.Text.Encoding.UTF8),
                        isOverlay: false),
                    [
                        DescriptionFile.Packed(
                            "b.yml",
                            Microsoft.CodeAnalysis.Text.SourceText.From(Repository.PackagedOverlay, System.Text.Encoding.UTF8),
                            isOverlay: true),
                    ]),
                TestContext.Current.CancellationToken).Description!,
            TestContext.Current.CancellationToken).Model;

        Assert.All(
            api.Actions, action => Assert.Contains($"\n### {action.Group.Name}.{action.MethodName}\n", page, StringComparison.Ordinal));
        Assert.All(
            api.Imports, import => Assert.Contains($"\n### {import.Group.Name}.{import.MethodName}\n", page, StringComparison.Ordinal));
        Assert.All(
            api.Upserts, upsert => Assert.Contains($"\n### {upsert.Group.Name}.{upsert.MethodName}\n", page, StringComparison.Ordinal));
        Assert.All(
            api.Fields.SelectMany(fields => fields.Fields).Where(field => !field.Name.StartsWith("Custom", StringComparison.Ordinal)),
            field => Assert.Contains($"| `{field.Name}` |", page, StringComparison.Ordinal));
        Assert.All(
            api.Actions.SelectMany(action => action.Parameters.Concat(
                action.Attributes is { Kind: AttributesKind.Declared } declared ? declared.Properties : [])),
            property => Assert.Contains($"| `{property.Name}` |", page, StringComparison.Ordinal));
    }
}
