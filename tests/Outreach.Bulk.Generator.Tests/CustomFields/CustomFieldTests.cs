using Microsoft.CodeAnalysis;
using static Outreach.Bulk.Generator.Tests.CustomFieldProjects;

namespace Outreach.Bulk.Generator.Tests;

/// <summary>Labels of an organisation's custom fields become names, beside those of the API.</summary>
public class CustomFieldTests
{
    [Fact]
    public Task A_field_of_each_type()
    {
        GeneratorRun run = Checked(EveryType);
        Assert.Empty(run.Problems);
        return Verify(run.Driver, ["AccountField", "AccountRegionsOption", "AccountTierOption", "Accounts.BulkModify"]);
    }

    [Theory]
    [InlineData("RenewalDate", "new DateOnly(2027, 1, 31)")]
    [InlineData("IsReference", "true")]
    [InlineData("ContractValue", "12.50m")]
    [InlineData("ContractValue", "12")]
    [InlineData("LastAudit", "new DateTime(2027, 1, 31, 12, 30, 0)")]
    [InlineData("Tier", "AccountTierOption.BronzeOld")]
    [InlineData("Regions", "[AccountRegionsOption.EMEA, AccountRegionsOption.APAC]")]
    [InlineData("Seats", "25")]
    [InlineData("Discount", "Clear.Value")]
    [InlineData("Hotline", "\"+1 555 0100\"")]
    [InlineData("Nickname", "\"The rocket people\"")]
    [InlineData("Wiki", "\"https://wiki.example/\"")]
    [InlineData("Custom1", "\"2027-01-31\"")]
    [InlineData("Custom5", "\"Gold\"")]
    [InlineData("Custom12", "\"not labelled\"")]
    public void Field_is_set_by_label_or_by_its_name_in_the_API(string name, string value) => Checks.CompilesWithoutWarning(Calling(
        $"await (await outreach.Accounts.BulkModifyAsync(new() {{ Filter = new() {{ Id = [1] }} }}, "
            + $"new() {{ {name} = {value} }})).WaitForCompletionAsync();",
        MemoryFile.Types(EveryType)).Output);

    [Theory]
    [InlineData("CS0029", "new() { RenewalDate = \"2027-01-31\" }")]
    [InlineData("CS0029", "new() { IsReference = \"yes\" }")]
    [InlineData("CS0029", "new() { Tier = \"Gold\" }")]
    [InlineData("CS0117", "new() { Tier = AccountTierOption.Platinum }")]
    [InlineData("CS0117", "new() { RenewalDay = new DateOnly(2027, 1, 31) }")]
    public void Value_of_another_type_does_not_compile(string id, string attributes) => Assert.Equal([id], Errors(Calling(
        $"await outreach.Accounts.BulkModifyAsync(new() {{ Filter = new() {{ Id = [1] }} }}, {attributes});",
        MemoryFile.Types(EveryType))));

    [Fact]
    public void Field_enum_has_the_label_as_another_name_of_the_same_value()
    {
        INamedTypeSymbol fields = Checked(EveryType).Output.GetTypeByMetadataName("Acme.Sales.AccountField")!;

        Assert.Equal(Value("Custom1"), Value("RenewalDate"));
        Assert.NotNull(Value("Custom1"));

        object? Value(string name) => ((IFieldSymbol)fields.GetMembers(name).Single()).ConstantValue;
    }

    [Fact]
    public void Name_in_the_API_steps_back_in_completion_and_that_of_a_field_without_a_label_does_not()
    {
        Compilation output = Checked(EveryType).Output;

        foreach (string type in new[] { "AccountField", "AccountsBulkModifyAttributes" })
        {
            INamedTypeSymbol symbol = output.GetTypeByMetadataName($"Acme.Sales.{type}")!;
            Assert.Contains(
                symbol.GetMembers("Custom1").Single().GetAttributes(),
                attribute => attribute.AttributeClass!.Name == "EditorBrowsableAttribute");
            Assert.Empty(symbol.GetMembers("Custom12").Single().GetAttributes());
            Assert.Empty(symbol.GetMembers("RenewalDate").Single().GetAttributes());
        }
    }

    [Fact]
    public void Mapping_of_an_import_takes_labels() => Checks.CompilesWithoutWarning(Calling(
        "await (await outreach.Accounts.ImportAsync(CsvFile.At(\"a.csv\"), new() { [\"renewal\"] = AccountField.RenewalDate, [\"tier\"] = "
            + "AccountField.Tier })).WaitForCompletionAsync();",
        MemoryFile.Types(EveryType)).Output);

    [Theory]
    [InlineData(
        "public DateOnly RenewalDate { get; init; } public decimal Seats { get; init; } public string Tier { get; init; } = \"\";", null)]
    [InlineData("[OutreachField(AccountField.RenewalDate)] public DateOnly Renewal { get; init; }", null)]
    [InlineData("public string RenewalDate { get; init; } = \"\";", "OB416")]
    [InlineData("public DateOnly RenewalDate { get; init; } public string Custom1 { get; init; } = \"\";", "OB418")]
    [InlineData("public AccountTierOption Tier { get; init; } public IReadOnlyList<AccountRegionsOption>? Regions { get; init; }", null)]
    [InlineData("public AccountTierOption? Tier { get; init; } public AccountRegionsOption[] Regions { get; init; } = [];", null)]
    [InlineData("public Acme.Sales.AccountTierOption? Custom5 { get; init; } public List<AccountRegionsOption>? Custom6 { get; init; }", null)]
    [InlineData("public IEnumerable<string>? Regions { get; init; } public AccountTierOption? Tier { get; init; }", null)]
    [InlineData("public AccountRegionsOption? Tier { get; init; }", "OB416")]
    [InlineData("public IReadOnlyList<AccountTierOption>? Tier { get; init; }", "OB416")]
    [InlineData("public AccountRegionsOption? Regions { get; init; }", "OB416")]
    [InlineData("public IReadOnlyList<AccountRegionsOption?>? Regions { get; init; }", "OB416")]
    [InlineData("public AccountTierOption? Seats { get; init; }", "OB416")]
    [InlineData("public AccountTierOption? Custom12 { get; init; }", "OB416")]
    [InlineData("public DayOfWeek? Tier { get; init; }", "OB416")]
    [InlineData("public enum AccountTierOption { Gold } public AccountTierOption? Tier { get; init; }", "OB416")]
    public async Task Row_has_columns_by_label(string properties, string? problem)
    {
        MemoryFile[] files = Files(EveryType);
        GeneratorRun run = GeneratorRun.Of(files, TestCompilation.Client, Rows.Row(properties));

        Assert.Equal(problem is null ? [] : [problem], (await Rows.AnalyzeAsync(run.Output, files)).Select(each => each.Id));
        if (problem is null)
            Checks.CompilesWithoutWarning(run.Output);
    }

    [Fact]
    public async Task Row_has_an_option_of_whichever_namespace_of_a_client()
    {
        MemoryFile[] files = Files(EveryType);
        GeneratorRun run = GeneratorRun.Of(
            files,
            TestCompilation.Client,
            "namespace Acme.Other; [Outreach.Bulk.OutreachBulkClient] public partial class OtherClient;",
            Rows.Row("public AccountTierOption? Tier { get; init; } public IReadOnlyList<Acme.Other.AccountRegionsOption>? Regions { get; init; }"));

        Assert.Empty(await Rows.AnalyzeAsync(run.Output, files));
        Checks.CompilesWithoutWarning(run.Output);
    }

    [Fact]
    public void Filter_has_the_label_where_the_description_lets_the_field_be_filtered()
    {
        GeneratorRun none = GeneratorRun.Of(Files(EveryType));
        GeneratorRun one = GeneratorRun.Of(
            [new("openapi.yml", DescriptionOf(", x-outreach-filterable: true")), MemoryFile.Types(EveryType)]);

        Checks.CompilesWithoutWarning(one.Output);
        Assert.Empty(none.Output.GetTypeByMetadataName("Acme.Sales.AccountFilter")!.GetMembers("RenewalDate"));
        IPropertySymbol clause = (IPropertySymbol)one.Output.GetTypeByMetadataName("Acme.Sales.AccountFilter")!.GetMembers("RenewalDate")
            .Single();
        Assert.Equal("Outreach.Bulk.FilterValue<string>", clause.Type.ToDisplayString());
    }

    [Theory]
    [InlineData("Account")]
    [InlineData("account")]
    [InlineData("ACCOUNT")]
    public void Model_may_be_written_in_any_case(string model) =>
        Assert.NotEmpty(
            Checked(Of(model, Field("custom1", "Tier"))).Output.GetTypeByMetadataName("Acme.Sales.AccountField")!.GetMembers("Tier"));

    [Theory]
    [InlineData("Renewal date", "RenewalDate")]
    [InlineData("ARR (USD)", "ARRUSD")]
    [InlineData("# of seats", "OfSeats")]
    [InlineData("2024 budget", "_2024Budget")]
    [InlineData("Größe", "Größe")]
    [InlineData("契約日", "契約日")]
    [InlineData("Дата продления", "ДатаПродления")]
    [InlineData("a\u200Bb\u202Ec", "ABC")]
    [InlineData("\"/><script>", "Script")]
    [InlineData("x; } public class Injected { //", "XPublicClassInjected")]
    [InlineData("🚀 launch", "Launch")]
    public void Label_becomes_a_name(string label, string name)
    {
        GeneratorRun run = Checked(Answer(Field("custom1", label)));

        Assert.Empty(run.Problems);
        Assert.Single(run.Output.GetTypeByMetadataName("Acme.Sales.AccountsBulkModifyAttributes")!.GetMembers(name));
        Assert.Null(run.Output.GetTypeByMetadataName("Injected"));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("Custom 1")]
    public void Field_without_a_label_of_its_own_is_as_without_the_file(string? label)
    {
        GeneratorRun run = Checked(Answer(Field("custom1", label)));

        Assert.Empty(run.Problems);
        Assert.Equal(GeneratorRun.Of(DescriptionText).Files, run.Files);
    }

    private static IEnumerable<string> Errors(GeneratorRun run) => run.Output
        .GetDiagnostics(TestContext.Current.CancellationToken)
        .Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error)
        .Select(diagnostic => diagnostic.Id)
        .Distinct();
}
