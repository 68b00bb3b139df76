using Microsoft.CodeAnalysis;
using Outreach.Bulk.Generator.Diagnostics;
using static Outreach.Bulk.Generator.Tests.Rows;

namespace Outreach.Bulk.Generator.Tests;

/// <summary>A row type that cannot be written is reported at its place, and nothing is added to it.</summary>
public class RowRuleTests
{
    [Theory]
    [InlineData(
        DiagnosticIds.RowNotPartial,
        "[OutreachCsvRow(Model = \"Account\")] public sealed record Row { public string? Name { get; set; } }")]
    [InlineData(
        DiagnosticIds.RowNotPartial,
        "public class Outer { [OutreachCsvRow(Model = \"Account\")] public partial record Row { public string? Name { get; set; } } }")]
    [InlineData(
        DiagnosticIds.RowNotOrdinary,
        "[OutreachCsvRow(Model = \"Account\")] public partial record Row<T> { public string? Name { get; set; } }")]
    [InlineData(
        DiagnosticIds.RowNotOrdinary,
        "public partial class Outer<T> { [OutreachCsvRow(Model = \"Account\")] public partial record Row { public string? Name { get; "
            + "set; } } }")]
    [InlineData(DiagnosticIds.RowNotOrdinary, "[OutreachCsvRow(Model = \"Account\")] public static partial class Row { }")]
    [InlineData(
        DiagnosticIds.RowNotOrdinary,
        "[OutreachCsvRow(Model = \"Account\")] public abstract partial record Row { public string? Name { get; set; } }")]
    [InlineData(
        DiagnosticIds.RowNotOrdinary,
        "[OutreachCsvRow(Model = \"Account\")] public ref partial struct Row { public string? Name { get; set; } }")]
    [InlineData(
        DiagnosticIds.RowNotOrdinary,
        "[OutreachCsvRow(Model = \"Account\")] file partial record Row { public string? Name { get; set; } }")]
    [InlineData(
        DiagnosticIds.RowNotOrdinary,
        "[OutreachCsvRow(Model = \"Account\")] public partial record Row { public static Row Empty { get; } = new(); public int this[int "
            + "i] => i; private string? Name { get; set; } }")]
    [InlineData(
        DiagnosticIds.RowWithoutImport,
        "[OutreachCsvRow(Model = \"account\")] public partial record Row { public string? Name { get; set; } }")]
    public async Task Type_that_cannot_be_a_row_is_reported(string id, string declaration)
    {
        GeneratorRun run = Run($"using Outreach.Bulk;\nnamespace Acme;\n{declaration}\n");

        Diagnostic problem = Assert.Single(await AnalyzeAsync(run));
        Assert.Equal(id, problem.Id);
        Assert.Equal("Row", At(problem));
        Assert.StartsWith("'Row' is marked [OutreachCsvRow", problem.GetMessage(), StringComparison.Ordinal);
        Assert.Empty(RowTests.RowFiles(run));
    }

    [Theory]
    [InlineData(
        "public string? CompanyName { get; init; }",
        "'CompanyName' is not the name of a field of 'Account'. Mark it [OutreachField(AccountField.…)] with the field it fills, "
            + "or [OutreachIgnore].")]
    [InlineData(
        "public string? name { get; init; }",
        "'name' is not the name of a field of 'Account' ('Name' is one). Mark it [OutreachField(AccountField.…)] with the field it fills, "
            + "or [OutreachIgnore].")]
    public async Task Property_called_as_no_field_is_reported(string property, string message) =>
        Assert.Equal(message, (await OnlyAsync(DiagnosticIds.RowPropertyWithoutField, property)).GetMessage());

    [Theory]
    [InlineData("const AccountField Key = AccountField.Name; [OutreachField(Key)] public string? A { get; init; }", "Key")]
    [InlineData(
        "const AccountField Industry = AccountField.Name; [OutreachField(AccountRow.Industry)] public string? A { get; init; }",
        "AccountRow.Industry")]
    [InlineData("[OutreachField((AccountField)12)] public string? A { get; init; }", "(AccountField)12")]
    [InlineData("[OutreachField((object)AccountField.Name)] public string? A { get; init; }", "(object)AccountField.Name")]
    [InlineData(
        "[OutreachField(AccountField.Name | AccountField.Industry)] public string? A { get; init; }",
        "AccountField.Name | AccountField.Industry")]
    [InlineData("[OutreachField(ProspectField.Name)] public string? A { get; init; }", "ProspectField.Name")]
    [InlineData("[OutreachField(DayOfWeek.Monday)] public string? A { get; init; }", "DayOfWeek.Monday")]
    [InlineData("[OutreachField(nameof(AccountField.Name))] public string? A { get; init; }", "nameof(AccountField.Name)")]
    [InlineData("[OutreachField(\"Name\")] public string? A { get; init; }", "\"Name\"")]
    [InlineData("[OutreachField(typeof(string))] public string? A { get; init; }", "typeof(string)")]
    public async Task Argument_that_is_not_the_field_itself_is_reported(string property, string argument)
    {
        Diagnostic problem = Assert.Single(await AnalyzeAsync(Run(Row(property))));

        Assert.Equal(DiagnosticIds.RowFieldNotNamed, problem.Id);
        Assert.Equal($"OutreachField({argument})", At(problem));
        Assert.StartsWith(
            $"'A' is marked [OutreachField({argument})], which is not a member of this project's AccountField by its own name. Write "
                + "[OutreachField(AccountField.…)]",
            problem.GetMessage(),
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("using Fields = Acme.Sales.AccountField;", "Fields.Industry")]
    [InlineData("using Sales = Acme.Sales;", "Sales.AccountField.Industry")]
    [InlineData("", "Acme.Sales.AccountField.Industry")]
    [InlineData("", "global::Acme.Sales.AccountField.Industry")]
    public async Task Field_may_be_named_through_namespaces_and_aliases_of_its_enum(string directive, string argument)
    {
        GeneratorRun run = Run(
            $"{directive}\n[Outreach.Bulk.OutreachCsvRow(Model = \"Account\")] public partial record Row {{ "
                + $"[Outreach.Bulk.OutreachField({argument})] public string? A {{ get; init; }} }}");

        Checks.CompilesWithoutWarning(run.Output);
        Assert.Empty(await AnalyzeAsync(run));
        Assert.Contains(
            "[\"A\"] = global::Acme.Sales.AccountField.Industry", Assert.Single(RowTests.RowFiles(run)).Value, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Field_that_does_not_exist_is_the_compiler_s_to_tell()
    {
        GeneratorRun run = Run(Row("[OutreachField(AccountField.Nothing)] public string? A { get; init; }"));

        Assert.Contains("CS0117", run.Output.GetDiagnostics(TestContext.Current.CancellationToken).Select(problem => problem.Id));
        Assert.Empty(await AnalyzeAsync(run));
    }

    [Theory]
    [InlineData("int? Name", "int?", "string")]
    [InlineData("Uri? Name", "System.Uri?", "string")]
    [InlineData("DayOfWeek Name", "System.DayOfWeek", "string")]
    [InlineData("string? NumberOfEmployees", "string?", "int, long or another integer type")]
    [InlineData("ulong NumberOfEmployees", "ulong", "int, long or another integer type")]
    [InlineData("decimal NumberOfEmployees", "decimal", "int, long or another integer type")]
    [InlineData("string Score", "string", "decimal, double, float or an integer type")]
    [InlineData("string? Named", "string?", "bool")]
    [InlineData("DateTime FoundedAt", "System.DateTime", "DateOnly")]
    [InlineData("DateOnly? TouchedAt", "System.DateOnly?", "DateTimeOffset or DateTime")]
    [InlineData("string Tags", "string", "a list of strings, such as IReadOnlyList<string>")]
    [InlineData("int[] Tags", "int[]", "a list of strings, such as IReadOnlyList<string>")]
    [InlineData(
        "List<string> Custom1",
        "System.Collections.Generic.List<string>",
        "string, or a number, bool, DateOnly or DateTimeOffset if it is one")]
    [InlineData("Guid Custom1", "System.Guid", "string, or a number, bool, DateOnly or DateTimeOffset if it is one")]
    public async Task Type_that_does_not_fit_the_field_is_reported(string property, string type, string wanted)
    {
        Diagnostic problem = await OnlyAsync(DiagnosticIds.RowPropertyType, $"public {property} {{ get; init; }} = default!;");
        string name = property.Split(' ')[1];

        Assert.Equal(name, At(problem));
        Assert.Equal(
            $"'{name}' is of the type {type}, and AccountField.{name} takes {wanted}. Change the property's type, or mark another "
                + "property with the field.",
            problem.GetMessage());
    }

    [Theory]
    [InlineData("long Id")]
    [InlineData("short? NumberOfEmployees")]
    [InlineData("uint NumberOfEmployees")]
    [InlineData("float Score")]
    [InlineData("int Score")]
    [InlineData("DateTime? TouchedAt")]
    [InlineData("string[] Tags")]
    [InlineData("HashSet<string>? Tags")]
    [InlineData("IEnumerable<string?>? Tags")]
    [InlineData("System.Collections.Immutable.ImmutableArray<string> Tags")]
    [InlineData("DateOnly? Custom1")]
    [InlineData("DateTimeOffset Custom1")]
    [InlineData("bool Custom1")]
    [InlineData("string? Anything")]
    [InlineData("long Anything")]
    public async Task Type_that_fits_is_written(string property)
    {
        GeneratorRun run = Run(Row($"public {property} {{ get; init; }} = default!;"));

        Checks.CompilesWithoutWarning(run.Output);
        Assert.Empty(await AnalyzeAsync(run));
        Assert.Single(RowTests.RowFiles(run));
    }

    [Fact]
    public async Task Read_only_field_is_reported() => Assert.Equal(
        "'CreatedAt' fills AccountField.CreatedAt, which the API does not let anyone write. Mark it [OutreachIgnore], or with another "
            + "field.",
        (await OnlyAsync(DiagnosticIds.RowFieldReadOnly, "public DateTimeOffset CreatedAt { get; init; }")).GetMessage());

    [Fact]
    public async Task Two_properties_for_one_field_are_reported_at_the_second() => Assert.Equal(
        "'Company' fills AccountField.Name, and 'Name' does too. Mark one of them [OutreachIgnore], or with another field.",
        (
            await OnlyAsync(
                DiagnosticIds.RowFieldTwice,
                "public string? Name { get; init; } [OutreachField(AccountField.Name)] public string? Company { get; init; }"))
            .GetMessage());

    [Theory]
    [InlineData("[OutreachField(AccountField.Name)] public static string A => \"\";", "'A' is static, so")]
    [InlineData("[OutreachField(AccountField.Name)] public string this[int i] => \"\";", "'this[]' is an indexer, so")]
    [InlineData("public string Name { set { } }", "'Name' has no getter, so")]
    public async Task Property_that_cannot_be_read_is_reported(string property, string message) =>
        Assert.StartsWith(message, (await OnlyAsync(DiagnosticIds.RowPropertyUnreadable, property)).GetMessage(), StringComparison.Ordinal);

    [Fact]
    public async Task Property_that_another_generator_adds_is_reported_as_it_would_be_left_out()
    {
        Compilation final = Run(Row("public string? Name { get; init; }")).Output.AddSyntaxTrees(
            Microsoft.CodeAnalysis.CSharp.CSharpSyntaxTree.ParseText(
            "namespace Acme.Sales; public sealed partial record AccountRow { public string? Industry { get; init; } }",
            TestCompilation.ParseOptions(Microsoft.CodeAnalysis.CSharp.LanguageVersion.Latest),
            cancellationToken: TestContext.Current.CancellationToken));

        Diagnostic problem = Assert.Single(await AnalyzeAsync(final));
        Assert.Equal(DiagnosticIds.RowPropertyUnreadable, problem.Id);
        Assert.StartsWith("'Industry' is declared by another generator", problem.GetMessage(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Everything_that_is_wrong_with_a_row_is_reported_at_once() => Assert.Equal(
        [DiagnosticIds.RowPropertyWithoutField, DiagnosticIds.RowPropertyType, DiagnosticIds.RowFieldReadOnly],
        (
            await AnalyzeAsync(Run(Row(
                "public string? A { get; init; } public string? Named { get; init; } public DateTimeOffset CreatedAt { get; init; }"))))
            .Select(problem => problem.Id));

    [Fact]
    public async Task Model_without_an_import_is_told_those_that_have_one() => Assert.Equal(
        "'AccountRow' is marked [OutreachCsvRow(Model = \"Opportunity\")], and there is no import of 'Opportunity'. The description has "
            + "one for 'Account' and for 'Prospect'. Name one of these.",
        Assert.Single(await AnalyzeAsync(Run(Row("public string? Name { get; init; }", "Opportunity")))).GetMessage());

    [Fact]
    public void Row_in_a_project_without_a_client_is_reported_by_the_generator_as_no_analyzer_runs()
    {
        GeneratorRun run = GeneratorRun.Of(DescriptionText, Row("[OutreachField(AccountField.Name)] public string? A { get; init; }"));

        Diagnostic problem = Assert.Single(run.Result.Diagnostics);
        Assert.Equal(DiagnosticIds.RowWithoutImport, problem.Id);
        Assert.Contains("No class of this project is marked [OutreachBulkClient]", problem.GetMessage(), StringComparison.Ordinal);
        Assert.Empty(run.Files);
    }

    [Fact]
    public void Row_that_is_marked_twice_does_not_stop_the_generator()
    {
        GeneratorRun run = Run(Row("public string? Name { get; init; }"), Row(""));

        Assert.Null(run.Result.Exception);
        Assert.Contains("Acme.Sales/OutreachClient.g.cs", run.Files.Keys);
    }

    private static async Task<Diagnostic> OnlyAsync(string id, string property)
    {
        GeneratorRun run = Run(Row(property));
        Diagnostic problem = Assert.Single(await AnalyzeAsync(run));
        Assert.Equal(id, problem.Id);
        Assert.Empty(RowTests.RowFiles(run));
        return problem;
    }
}
