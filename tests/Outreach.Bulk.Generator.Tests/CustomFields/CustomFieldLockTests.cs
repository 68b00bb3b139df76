using Microsoft.CodeAnalysis;
using Outreach.Bulk.Generator.Diagnostics;
using static Outreach.Bulk.Generator.Tests.CustomFieldProjects;

namespace Outreach.Bulk.Generator.Tests;

/// <summary>A label that has changed since the lock was made is said, and its old name lives on.</summary>
public class CustomFieldLockTests
{
    private const string Modify =
        "await outreach.Accounts.BulkModifyAsync(new() { Filter = new() { Id = [1] } }, new() { Renewal = new DateOnly(2027, 1, 31) });";

    private static readonly string s_old = Answer(
        Field("custom1", "Renewal", "date"), Field("custom5", "Tier", "inclusion", """["Gold"]"""));
    private static readonly string s_new = Answer(
        Field("custom1", "Renewed on", "date"), Field("custom5", "Tier", "inclusion", """["Gold"]"""));

    [Fact]
    public Task A_changed_label()
    {
        GeneratorRun run = Checked(MemoryFile.Types(s_new), MemoryFile.TypesLock(s_old));
        Assert.Equal(
            [
                "outreach.types.json(8,68): warning OB508: The label of 'custom1' of 'account' was 'Renewal' and is 'Renewed on'. "
                    + "'Renewal' is obsolete. Use RenewedOn instead. When no code uses the old name, make OutreachTypesLock a copy of "
                    + "this file.",
            ],
            run.Problems.Select(problem => problem.ToString()));
        return Verify(run.Driver, ["AccountField", "AccountTierOption", "Accounts.BulkModify"]);
    }

    [Fact]
    public void Old_name_compiles_with_a_warning_that_names_the_new_one()
    {
        Diagnostic warning = Assert.Single(
            Calling(
                Modify, MemoryFile.Types(s_new), MemoryFile.TypesLock(s_old)).Output.GetDiagnostics(TestContext.Current.CancellationToken),
            each => each.Severity > DiagnosticSeverity.Hidden);

        Assert.Equal("CS0618", warning.Id);
        Assert.EndsWith(
            "The label of custom1 was 'Renewal' and is 'Renewed on'. Use RenewedOn instead'",
            warning.GetMessage(),
            StringComparison.Ordinal);
    }

    [Fact]
    public void Without_a_lock_the_old_name_is_an_error() => Assert.Contains(
        Calling(Modify, MemoryFile.Types(s_new)).Output.GetDiagnostics(TestContext.Current.CancellationToken), diagnostic =>
            diagnostic.Id == "CS0117");

    [Fact]
    public void Lock_that_says_the_same_changes_nothing()
    {
        GeneratorRun run = Checked(MemoryFile.Types(s_new), MemoryFile.TypesLock(s_new));

        Assert.Empty(run.Problems);
        Assert.Equal(GeneratorRun.Of(Files(s_new)).Files, run.Files);
    }

    [Fact]
    public void Label_that_is_gone_keeps_its_name_and_type()
    {
        GeneratorRun run = Checked(
            MemoryFile.Types(Answer(Field("custom5", "Tier", "inclusion", """["Gold"]"""))), MemoryFile.TypesLock(s_old));

        Assert.Equal(
            "outreach.types.json(5,15): warning OB508: The label of 'custom1' of 'account' was 'Renewal' and is gone. 'Renewal' is "
                + "obsolete. Use Custom1 instead. When no code uses the old name, make OutreachTypesLock a copy of this file.",
            Assert.Single(run.Problems).ToString());
        IPropertySymbol property = (IPropertySymbol)run.Output.GetTypeByMetadataName(
            "Acme.Sales.AccountsBulkModifyAttributes")!.GetMembers("Renewal")
            .Single();
        Assert.Equal("Outreach.Bulk.AttributeValue<System.DateOnly>", property.Type.ToDisplayString());
        Assert.Contains(property.GetAttributes(), attribute => attribute.AttributeClass!.Name == "ObsoleteAttribute");
    }

    [Fact]
    public void Name_that_went_to_another_field_is_said_and_means_that_field()
    {
        GeneratorRun run = Checked(
            MemoryFile.Types(Answer(
                Field("custom1", "Renewed on", "date"),
                Field("custom2", "Renewal", "string"))), MemoryFile.TypesLock(Answer(Field("custom1", "Renewal", "date"))));

        Assert.Contains(
            run.Problems,
            problem =>
                problem.GetMessage()
                    .Contains(
                        "was 'Renewal' and is 'Renewed on'. 'Renewal' means something else now: look at every use of it.",
                        StringComparison.Ordinal));
        Assert.Contains("=> GetField<string>(\"custom2\");", TextOf(run, "Renewal"), StringComparison.Ordinal);
    }

    [Fact]
    public void Option_enum_keeps_its_old_name_beside_the_new_one()
    {
        GeneratorRun run = Checked(
            MemoryFile.Types(Answer(Field("custom5", "Level", "inclusion", """["Gold"]"""))),
            MemoryFile.TypesLock(Answer(Field("custom5", "Tier", "inclusion", """["Gold"]"""))));

        Assert.Contains("global::Acme.Sales.AccountTierOption", TextOf(run, "Tier"), StringComparison.Ordinal);
        Assert.Contains("global::Acme.Sales.AccountLevelOption", TextOf(run, "Level"), StringComparison.Ordinal);
    }

    [Fact]
    public void Lock_without_types_keeps_every_name()
    {
        GeneratorRun run = Checked(MemoryFile.TypesLock(s_old));

        Assert.Single(run.Output.GetTypeByMetadataName("Acme.Sales.AccountField")!.GetMembers("Renewal"));
    }

    [Fact]
    public void Lock_that_cannot_be_read_is_said_and_ignored()
    {
        GeneratorRun run = Checked(MemoryFile.Types(s_new), MemoryFile.TypesLock("{"));

        Assert.Equal([DiagnosticIds.UnreadableSavedAnswer], run.Problems.Select(problem => problem.Id));
        Assert.Equal(GeneratorRun.Of(Files(s_new)).Files, run.Files);
    }

    private static string TextOf(GeneratorRun run, string property) => ((IPropertySymbol)run.Output
        .GetTypeByMetadataName("Acme.Sales.AccountsBulkModifyAttributes")!.GetMembers(property).Single())
        .DeclaringSyntaxReferences.Single().GetSyntax(TestContext.Current.CancellationToken).ToString();
}
