using Microsoft.CodeAnalysis;
using Outreach.Bulk.Generator.Diagnostics;
using static Outreach.Bulk.Generator.Tests.Descriptions;

namespace Outreach.Bulk.Generator.Tests;

/// <summary>Custom objects of a saved schema get actions, fields, filter and record of their own.</summary>
public class CustomObjectTests
{
    private const string Vehicle = """
        { "type": "object", "links": [{ "href": "/customObjects/vehicle" }], "properties": {
            "id": { "type": "integer" },
            "active": { "type": ["boolean", "null"], "filterable": true },
            "color": { "type": "string", "maxLength": 40, "description": "What it is painted in.", "filterable": true, "enum": ["red", "blue"] },
            "seats": { "anyOf": [{ "type": "null" }, { "type": "integer" }] },
            "serial": { "type": "string", "readOnly": true, "filterable": true },
            "soldOn": { "type": "string", "format": "date" },
            "tags": { "type": "array", "items": { "type": "string" } },
            "weight": { "$ref": "#/definitions/number" } } }
        """;

    private static readonly string s_description = Of(
        Action("accountsBulkModify", "x-outreach-fields-of: account"),
        CustomObjects("customObjectBulkModify", "x-outreach-fields-of: customObject"),
        CustomObjects("customObjectBulkDelete", null),
        Action(
            "customObjectBulkUpsert",
            "{ required: [records], properties: { records: { type: array, items: { type: object } }, dupeMethod: { type: string }, "
                + "fileName: { type: string } } }")
            .Replace("/batches/actions/", "/imports/actions/", StringComparison.Ordinal));

    private static readonly string s_schema = Definitions(("vehicle", Vehicle), ("number", """{ "type": "number" }"""), ("account", """{ "properties": { "name": { "type": "string" } } }"""));

    [Fact]
    public Task A_custom_object()
    {
        GeneratorRun run = Checked(s_schema);
        Assert.Empty(run.Problems);
        return Verify(
            run.Driver,
            [
                "Vehicle", "Vehicle.Actions.Destroy", "Vehicle.BulkModify", "Vehicle.BulkUpsert", "VehicleField", "VehicleFilter",
                "OutreachClient",
            ]);
    }

    [Theory]
    [InlineData(
        "await (await outreach.Vehicle.BulkModifyAsync(new() { Filter = new() { Color = \"red\", Active = true } }, new() { Seats = 4, "
            + "SoldOn = new DateOnly(2027, 1, 31), Weight = 1.5, Tags = [\"a\"], Color = Clear.Value })).WaitForCompletionAsync();")]
    [InlineData(
        "await (await outreach.Vehicle.BulkDeleteAsync(new() { Filter = new() { Id = [1] }, Consent = Consent.ToDestroyAtMost(1) "
            + "})).WaitForCompletionAsync();")]
    [InlineData(
        "foreach (ImportOperation import in await outreach.Vehicle.BulkUpsertAsync([new() { Id = 1, Seats = 4 }, new() { Color = \"red\" "
            + "}], new() { DupeMethod = DupeMethod.Overwrite })) await import.WaitForCompletionAsync();")]
    [InlineData("Console.WriteLine(VehicleField.SoldOn.ApiName());")]
    [InlineData(
        "await (await outreach.CustomObjects.BulkModifyAsync(new() { ObjectName = \"vehicle\", Filter = new() { [\"color\"] = \"red\" } "
            + "}, new() { [\"seats\"] = 4 })).WaitForCompletionAsync();")]
    public void Call_compiles(string call) => Checks.CompilesWithoutWarning(Compile(call).Output);

    [Theory]
    [InlineData("CS0029", "await outreach.Vehicle.BulkModifyAsync(new() { Filter = new() { Id = [1] } }, new() { Seats = \"four\" });")]
    [InlineData("CS0117", "await outreach.Vehicle.BulkModifyAsync(new() { Filter = new() { Id = [1] } }, new() { Serial = \"x\" });")]
    [InlineData("CS0117", "await outreach.Vehicle.BulkModifyAsync(new() { Filter = new() { Seats = 4 } }, new() { Seats = 5 });")]
    [InlineData(
        "CS0117",
        "await outreach.Vehicle.BulkModifyAsync(new() { ObjectName = \"ship\", Filter = new() { Id = [1] } }, new() { Seats = 5 });")]
    public void Call_that_would_fail_does_not_compile(string id, string call) => Assert.Equal([id], Compile(call).Output
        .GetDiagnostics(TestContext.Current.CancellationToken)
        .Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error)
        .Select(diagnostic => diagnostic.Id)
        .Distinct());

    [Theory]
    [InlineData("""{ "$defs": { "vehicle": { "properties": { "color": { "type": "string" } } } } }""")]
    [InlineData("""{ "components": { "schemas": { "vehicle": { "properties": { "color": { "type": "string" } } } } } }""")]
    [InlineData("""{ "definitions": { "vehicle": { "properties": { "type": {}, "id": {}, "attributes": { "properties": { "color": { "type": "string" } } } } } } }""")]
    [InlineData("""{ "definitions": { "vehicle": { "attributes": { "properties": { "color": { "type": "string" } } } } } }""")]
    [InlineData("""{ "definitions": { "vehicle": { "properties": { "color": { "$ref": "#/definitions/vehicle/definitions/color" } }, "definitions": { "color": { "type": "string" } } } } }""")]
    public void Attributes_are_found_where_JSON_Schema_may_have_them(string schema)
    {
        GeneratorRun run = Checked(schema, "vehicle");

        Assert.Empty(run.Problems);
        Assert.Equal(
            ["Color"],
            run.Output.GetTypeByMetadataName("Acme.Sales.VehicleBulkModifyAttributes")!.GetMembers()
                .OfType<IPropertySymbol>()
                .Where(property => property.DeclaredAccessibility == Accessibility.Public)
                .Select(property => property.Name));
    }

    [Fact]
    public void Filter_goes_by_name_where_the_schema_says_of_no_attribute_that_it_can_be_filtered()
    {
        GeneratorRun run = Checked("""{ "definitions": { "vehicle": { "properties": { "color": { "type": "string" } } } } }""", "vehicle");

        Assert.Equal("OpenRecordFilter", run.Output.GetTypeByMetadataName("Acme.Sales.VehicleFilter")!.BaseType!.Name);
        Assert.Equal("RecordFilter", Checked(s_schema).Output.GetTypeByMetadataName("Acme.Sales.VehicleFilter")!.BaseType!.Name);
    }

    [Theory]
    [InlineData("""{ "definitions": { "vehicle": { "properties": {} } } }""", "", "(1,1): warning OB511")]
    [InlineData("""{ "definitions": { "vehicle": { "properties": {} } } }""", "vehicle, Ship", "(1,1): warning OB512")]
    [InlineData("""{ "definitions": { "vehicle": 12 } }""", "vehicle", "(1,31): warning OB502")]
    [InlineData("""{ "definitions": { "vehicle": { "properties": { "a": { "$ref": "#/definitions/vehicle/properties/a" } } } } }""", "vehicle", "(1,54): warning OB502")]
    [InlineData("""{ "definitions": { "vehicle": { "properties": { "a": { "$ref": "other.json" } } } } }""", "vehicle", "(1,54): warning OB502")]
    [InlineData("""{ "definitions": { "account": { "properties": { "a": {} } } } }""", "account", "(1,20): warning OB513")]
    [InlineData("""{ "definitions": { "Account_Field": { "properties": { "a": {} } } } }""", "Account_Field", "(1,20): warning OB513")]
    [InlineData("""{ "definitions": { "__": { "properties": { "a": {} } } } }""", "__", "(1,20): warning OB513")]
    [InlineData("""{ "definitions": { "vehicle": { "properties": { "a_b": {}, "aB": {} } } } }""", "vehicle", "(1,49): warning OB513")]
    public void What_is_wrong_is_said_at_its_place_and_the_rest_is_generated(string schema, string objects, string problem)
    {
        GeneratorRun run = Checked(schema, objects);

        Assert.StartsWith("outreach.schema.json" + problem, Assert.Single(run.Problems).ToString(), StringComparison.Ordinal);
        Assert.NotNull(run.Output.GetTypeByMetadataName("Acme.Sales.AccountsBulkModifyAttributes"));
        Assert.NotNull(run.Output.GetTypeByMetadataName("Acme.Sales.AccountField"));
    }

    [Fact]
    public void Objects_that_would_be_called_the_same_get_no_types()
    {
        GeneratorRun run = Checked("""{ "definitions": { "ship": { "properties": { "a": {} } }, "Ship": { "properties": { "a": {} } } } }""", "ship;Ship");

        Assert.Equal([DiagnosticIds.CustomObjectName, DiagnosticIds.CustomObjectName], run.Problems.Select(problem => problem.Id));
        Assert.Null(run.Output.GetTypeByMetadataName("Acme.Sales.ShipActions"));
    }

    [Theory]
    [InlineData("", "it is empty")]
    [InlineData("{}", "there are no 'definitions'")]
    [InlineData("{ \"definitions\": [] }", "there are no 'definitions'")]
    [InlineData("{ \"errors\": [] }", "it is the answer to a request that was refused; save it again, with a valid token")]
    public void Schema_that_cannot_be_read_gives_nothing_and_the_build_says_why(string text, string reason)
    {
        GeneratorRun run = Checked(text);

        Assert.Equal([DiagnosticIds.UnreadableSavedAnswer], run.Problems.Select(problem => problem.Id));
        Assert.StartsWith(
            $"The saved answer of GET /schema cannot be read: {reason}.", run.Problems[0].GetMessage(), StringComparison.Ordinal);
        Assert.Equal(GeneratorRun.Of(s_description).Files, run.Files);
    }

    [Fact]
    public void Hostile_names_and_texts_write_no_code()
    {
        const string Name = "a</c>\"} public class Injected { //";
        GeneratorRun run = Checked(
            Definitions((Name, """{ "properties": { "y\"; public int Injected, //": { "type": "string", "description": "</summary> */ \" }" } } }""")), Name);

        Assert.Null(run.Output.GetTypeByMetadataName("Injected"));
        Assert.NotNull(run.Output.GetTypeByMetadataName("Acme.Sales.ACPublicClassInjectedActions"));
    }

    [Fact]
    public void Edit_of_one_object_rewrites_its_files_alone()
    {
        string before = Definitions(("vehicle", Vehicle), ("contract", """{ "links": [{ "href": "/customObjects/contract" }], "properties": { "name": { "type": "string" } } }"""), ("number", """{ "type": "number" }"""));
        GeneratorRun run = GeneratorRun.Of(Files(before, ""));
        GeneratorRun after = run.WithFiles(Files(before.Replace("\"name\"", "\"title\"", StringComparison.Ordinal), ""));

        string[] changed =
        [
            .. after.Files.Where(file => run.Files[file.Key] != file.Value).Select(file => file.Key).Order(StringComparer.Ordinal),
        ];
        Assert.Equal(
            ["Acme.Sales/Contract.BulkModify.g.cs", "Acme.Sales/Contract.BulkUpsert.g.cs", "Acme.Sales/ContractField.g.cs"], changed);
        Assert.Equal(changed.Length, Checks.OutputReasons(after.Result).Count(reason => reason != IncrementalStepRunReason.Cached));
        Checks.OutputsAreCached(run.WithFiles(Files(before.Replace("\n", "\n\n", StringComparison.Ordinal), "")).Result);
    }

    private static string Definitions(params (string Name, string Schema)[] definitions) =>
        $"{{ \"definitions\": "
            + $"{{\n{string.Join(",\n", definitions.Select(each => $"{System.Text.Json.JsonSerializer.Serialize(each.Name)}: {each.Schema}"))} }} }}";

    private static MemoryFile[] Files(string schema, string objects) =>
        [new("openapi.yml", s_description), MemoryFile.Schema(schema, objects)];

    private static GeneratorRun Checked(string schema, string objects = "")
    {
        MemoryFile[] files = Files(schema, objects);
        GeneratorRun run = GeneratorRun.Of(files);
        Checks.HoldForEverySnapshot(run, files, [TestCompilation.Client]);
        return run;
    }

    private static GeneratorRun Compile(string statements) => GeneratorRun.Of(
        Files(s_schema, ""),
        $$"""
        using System;
        using System.Threading.Tasks;
        using Outreach.Bulk;

        namespace Acme.Sales;

        [OutreachBulkClient]
        public sealed partial class OutreachClient;

        internal static class Use
        {
            public static async Task RunAsync(OutreachClient outreach)
            {
                await Task.Yield();
                {{statements}}
            }
        }
        """);
}
