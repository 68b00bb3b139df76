using System.Reflection;
using Microsoft.CodeAnalysis;
using Outreach.Bulk.Generator.Conventions;
using Outreach.Bulk.Generator.Diagnostics;
using Outreach.Bulk.Generator.Identifiers;
using static Outreach.Bulk.Generator.Tests.Descriptions;

namespace Outreach.Bulk.Generator.Tests;

/// <summary>The naming rule, and what becomes of names that have no place in C#.</summary>
public class NamingTests
{
    [Theory]
    [InlineData("accountAddTags", "Accounts", "account", "AddTags", true)]
    [InlineData("accountsRemoveTags", "Accounts", "account", "RemoveTags", true)]
    [InlineData("prospectsAddToSequence", "Prospects", "prospect", "AddToSequence", true)]
    [InlineData("prospectMerge", "Prospects", "prospect", "Merge", true)]
    [InlineData("customObjectBulkDelete", "CustomObjects", "customObject", "BulkDelete", true)]
    [InlineData("opportunitiesBulkModify", "Opportunities", "opportunities", "BulkModify", false)]
    [InlineData("accountantsMerge", "Accountants", "accountants", "Merge", false)]
    [InlineData("URLCheck", "URLCheck", "URLCheck", "", false)]
    [InlineData("merge", "Merge", "merge", "", false)]
    [InlineData("accounts", "Accounts", "account", "", true)]
    [InlineData("bulk-upsert", "Bulk", "bulk", "-upsert", false)]
    public void Prefix_chooses_the_group_and_is_cut_off(string action, string group, string model, string rest, bool isKnown) =>
        Assert.Equal(new ResourcePrefix(group, model, rest, isKnown), Models.Find(action));

    [Theory]
    [InlineData("custom1", "Custom1")]
    [InlineData("linkedInUrl", "LinkedInUrl")]
    [InlineData("id", "Id")]
    [InlineData("is_vip", "IsVip")]
    [InlineData("renewal date", "RenewalDate")]
    [InlineData("2ndPhone", "_2ndPhone")]
    [InlineData("class", "Class")]
    [InlineData("größe", "Größe")]
    [InlineData("a\u200db", "AB")]
    [InlineData("a\ud83d\ude00b", "AB")]
    [InlineData("***", null)]
    [InlineData("", null)]
    public void Names_become_pascal_case(string name, string? expected) => Assert.Equal(expected, Identifier.Pascal(name));

    [Fact]
    public Task Unknown_prefix_makes_a_group_of_its_own() => Snapshot.Of(
        With("""
                opportunities:
                  type: object
                  properties:
                    amount: { type: number, x-outreach-filterable: true }
            """, Action("opportunitiesBulkModify", "x-outreach-fields-of: opportunities")),
        problem: "openapi.yml(4,3): info OB106: The action 'opportunitiesBulkModify' begins with no known model; its first word was taken "
            + "for one, so it is 'Opportunities.BulkModify'. There is nothing to do if that is right.");

    [Theory]
    [InlineData("dealsArchive", "info OB106: The name 'dealsArchive' of the action 'accountsArchive' begins with no known model")]
    [InlineData("__Archive", "warning OB108: The name '__Archive' of the action 'accountsArchive' has no letter or digit")]
    public void Name_of_an_extension_is_what_is_blamed(string name, string message)
    {
        string description = Of(Action("accountsArchive", null, extensions: $"x-outreach-name: {name}"), Action("accountsPause", null));

        Diagnostic problem = Assert.Single(GeneratorRun.Of(description).Problems);
        Assert.Contains(message, problem.ToString(), StringComparison.Ordinal);
        Assert.Equal(name, description.Substring(problem.Location.SourceSpan.Start, problem.Location.SourceSpan.Length));
    }

    [Fact]
    public Task Reserved_names_get_another_ending() => Snapshot.Of(With(
        """
            account:
              properties:
                id: { type: string }
                everything: { type: string, x-outreach-filterable: true }
                toString: { type: string, x-outreach-filterable: true }
                clone: { type: string }
                accountFilter: { type: string, x-outreach-filterable: true }
                accountsBulkModifyAttributes: { type: string }
                item: { type: string }
        """, Action("accountsBulkModify", "x-outreach-fields-of: account")),
        about: ["AccountField", "AccountFilter", "Accounts.BulkModify"]);

    [Fact]
    public Task Colliding_members_are_left_out_and_reported() => Snapshot.Of(With(
        """
            account:
              properties:
                renewal-date: { type: string }
                renewalDate: { type: string, x-outreach-filterable: true }
                region: { type: string }
        """, Action("accountsBulkModify", "x-outreach-fields-of: account")),
        problem: "openapi.yml(16,9): warning OB107: 'account.renewal-date', 'account.renewalDate' would all be called 'RenewalDate' in "
            + "C#. None of them was generated, so that the name cannot come to mean another. Rename all but one in the description.",
        about: ["AccountField", "AccountFilter", "Accounts.BulkModify"]);

    [Fact]
    public void Colliding_actions_are_left_out_and_reported()
    {
        GeneratorRun run = Snapshot.Checked(Of(
            Action("accountAddTags", null), Action("accountsAddTags", null), Action("accountsPause", null)));

        Diagnostic collision = Assert.Single(run.Problems);
        Assert.Equal(DiagnosticIds.NameCollision, collision.Id);
        Assert.Contains("'accountAddTags', 'accountsAddTags'", collision.GetMessage(), StringComparison.Ordinal);
        Assert.Equal(
            ["Acme.Sales/Accounts.Actions.Outbound.g.cs"],
            run.Files.Keys.Where(
                file =>
                    file.Contains("Accounts.", StringComparison.Ordinal) && !file.EndsWith("/Accounts.g.cs", StringComparison.Ordinal)));
    }

    [Fact]
    public void Groups_that_differ_by_case_alone_are_left_out_and_reported()
    {
        GeneratorRun run = Snapshot.Checked(Of(
            Action("dealClose", null), Action("dEalClose", null), Action("DEALClose", null), Action("accountsPause", null)));

        Assert.Contains(
            run.Problems, diagnostic => diagnostic.Id == DiagnosticIds.NameCollision || diagnostic.Id == DiagnosticIds.UnknownPrefix);
        Assert.Contains("Acme.Sales/Accounts.Actions.Outbound.g.cs", run.Files.Keys);
    }

    [Fact]
    public void Group_may_be_called_as_something_the_client_has()
    {
        GeneratorRun run = Snapshot.Checked(Of(Action("batchesRestart", null)));

        Assert.Contains("BatchesGroup { get; init; }", run.Files["Acme.Sales/OutreachClient.g.cs"], StringComparison.Ordinal);
    }

    [Fact]
    public void Name_without_a_letter_is_left_out_and_reported()
    {
        GeneratorRun run = Snapshot.Checked(With(
            """
                account:
                  properties:
                    "***": { type: string }
                    name: { type: string }
                accountRelationships:
                  properties:
                    "+++": { x-outreach-filterable-by: { id: { type: integer } } }
            """, Action("accountsBulkModify", "x-outreach-fields-of: account"), Action("---", null)));

        Assert.All(run.Problems, diagnostic => Assert.Equal(DiagnosticIds.NoIdentifier, diagnostic.Id));
        Assert.Equal(3, run.Problems.Length);
        Assert.Contains("Name =", run.Files["Acme.Sales/AccountField.g.cs"], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Accounts")]
    [InlineData("Batches")]
    [InlineData("Imports")]
    [InlineData("Connection")]
    public void Client_called_as_a_generated_type_or_member_is_reported_at_the_class(string name)
    {
        GeneratorRun run = Snapshot.Checked(
            Small, $"namespace Acme;\n\n[Outreach.Bulk.OutreachBulkClient]\nsealed partial class {name};");

        Diagnostic taken = Assert.Single(run.Problems);
        Assert.Equal(DiagnosticIds.ClientNameTaken, taken.Id);
        Assert.StartsWith("Source0.cs(4,22): error OB205: ", taken.ToString(), StringComparison.Ordinal);
        Assert.Contains($"'Acme.{name}'", taken.GetMessage(), StringComparison.Ordinal);
    }

    [Fact]
    public void Every_member_that_records_inherit_is_reserved()
    {
        Type[] bases = [typeof(OpenRecordFilter), typeof(DestroyingActionParams), typeof(OpenModifyAttributes)];

        IEnumerable<string> inherited = bases
            .SelectMany(type => type.GetMembers(
                BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.FlattenHierarchy))
            .Where(member => member switch
            {
                MethodBase method =>
                    !method.IsSpecialName
                        && !method.Name.Contains('<', StringComparison.Ordinal)
                        && (method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly),
                PropertyInfo property =>
                    property.GetMethod is { } getter && (getter.IsPublic || getter.IsFamily || getter.IsFamilyOrAssembly),
                _ => false,
            })
            .Select(member => member.Name)
            .Distinct();

        Assert.DoesNotContain(inherited, name => !ReservedNames.IsMember(name));
    }
}
