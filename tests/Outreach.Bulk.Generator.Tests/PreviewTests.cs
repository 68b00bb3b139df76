using static Outreach.Bulk.Generator.Tests.Descriptions;

namespace Outreach.Bulk.Generator.Tests;

/// <summary>Which collection a group's preview asks, and what becomes of actions that are called as a preview is.</summary>
public class PreviewTests
{
    [Theory]
    [InlineData("accountsPause", "Accounts", "\"accounts\", filter")]
    [InlineData("prospectPause", "Prospects", "\"prospects\", filter")]
    [InlineData("opportunitiesPause", "Opportunities", "\"opportunities\", filter")]
    public void Collection_is_the_plural_that_the_group_is_named_by(string action, string group, string arguments)
    {
        string file = Snapshot.Checked(Of(Action(action, null))).Files[$"Acme.Sales/{group}.g.cs"];

        Assert.Contains($"CountAsync(Connection, {arguments}, cancellationToken);", file, StringComparison.Ordinal);
        Assert.Contains($"SampleAsync(Connection, {arguments}, size, cancellationToken);", file, StringComparison.Ordinal);
    }

    [Fact]
    public void Records_whose_actions_take_the_name_of_a_type_are_below_that_name()
    {
        string file = Snapshot.Checked(Of(CustomObjects("customObjectPause", null))).Files["Acme.Sales/CustomObjects.g.cs"];

        Assert.Contains("CountAsync(Connection, \"customObjects\", objectName, filter, cancellationToken);", file, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("crm/accounts_v2", "crm/accounts_v2")]
    [InlineData("/accounts", "accounts")]
    [InlineData("crm//accounts", "accounts")]
    [InlineData("../x", "accounts")]
    [InlineData("https://elsewhere.example", "accounts")]
    [InlineData("", "accounts")]
    public void Description_may_say_another_path_if_it_is_one(string said, string used)
    {
        GeneratorRun run = Snapshot.Checked(With(
            $$"""
                account:
                  properties: { name: { type: string } }
                  x-outreach-collection: "{{said}}"
            """, Action("accountsPause", null)));

        Assert.Contains($"CountAsync(Connection, \"{used}\", filter", run.Files["Acme.Sales/Accounts.g.cs"], StringComparison.Ordinal);
    }

    [Fact]
    public void Actions_called_as_a_preview_get_another_ending()
    {
        GeneratorRun run = Snapshot.Checked(Of(
            Action("accountsCount", null), Action("accountsSample", null), Action("accountsCountRecords", null)));

        Assert.Empty(run.Problems);
        Assert.Contains("CountActionAsync(", run.Files["Acme.Sales/Accounts.Actions.Edit.g.cs"], StringComparison.Ordinal);
        Assert.Contains("SampleActionAsync(", run.Files["Acme.Sales/Accounts.Actions.Edit.g.cs"], StringComparison.Ordinal);
    }

    [Fact]
    public void Changed_collection_rewrites_the_group_s_files_alone()
    {
        GeneratorRun before = GeneratorRun.Of(Small);
        GeneratorRun after = before.WithDescription(Small.Replace(
            "    account:\n      type: object\n",
            "    account:\n      type: object\n      x-outreach-collection: companies\n",
            StringComparison.Ordinal));

        string[] changed = [.. after.Files.Keys.Where(file => after.Files[file] != before.Files[file])];
        Assert.Contains("Acme.Sales/Accounts.g.cs", changed);
        Assert.Contains("Acme.Sales/Accounts.Actions.Edit.g.cs", changed);
        Assert.All(changed, file => Assert.StartsWith("Acme.Sales/Accounts.", file, StringComparison.Ordinal));
    }
}
