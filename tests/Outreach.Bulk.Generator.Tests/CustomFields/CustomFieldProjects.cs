namespace Outreach.Bulk.Generator.Tests;

/// <summary>Projects with a saved answer of GET /types, over a description with twelve custom fields.</summary>
internal static class CustomFieldProjects
{
    public static string DescriptionText { get; } = DescriptionOf(filterable: "");

    /// <summary>A description of accounts; <paramref name="filterable"/> stands in the schema of custom1.</summary>
    public static string DescriptionOf(string filterable) => Descriptions.With(
        string.Join('\n', Descriptions.Account.Split('\n').SelectMany(line => line.Contains("createdAt:", StringComparison.Ordinal)
            ?
            [
                line,
                .. Enumerable.Range(1, 12)
                    .Select(i => FormattableString.Invariant(
                        $"        custom{i}: {{ type: string, maxLength: 32000{(i == 1 ? filterable : "")} }}")),
            ]
            : new[] { line })),
        Descriptions.Action("accountsBulkModify", "x-outreach-fields-of: account"),
        Descriptions.Action(
            "accountsImport",
            "{ properties: { storageKey: { type: string }, mappings: { type: object }, recordCount: { type: integer }, dupeMethod: { "
                + "type: string } } }")
            .Replace("/batches/actions/", "/imports/actions/", StringComparison.Ordinal));

    /// <summary>One field of each type.</summary>
    public static string EveryType { get; } = Answer(
        Field("custom1", "Renewal date", "date", required: true),
        Field("custom2", "Is reference", "boolean"),
        Field("custom3", "Contract value", "currency", "\"EUR\""),
        Field("custom4", "Last audit", "date_time"),
        Field("custom5", "Tier", "inclusion", """["Gold", "Silver", "Bronze (old)"]"""),
        Field("custom6", "Regions", "multi_inclusion", """["EMEA", "APAC"]"""),
        Field("custom7", "Seats", "numerical"),
        Field("custom8", "Discount", "percentage"),
        Field("custom9", "Hotline", "phone_number"),
        Field("custom10", "Nickname", "string"),
        Field("custom11", "Wiki", "url"));

    public static string Answer(params string[] fields) => Of("account", fields);

    public static string Of(string model, params string[] fields) =>
        $$$"""
        {
          "data": [
            { "type": "opportunity", "meta": { "validations": { "custom1": { "type": "string", "required": false, "label": "Stage", "definition": null } } } },
            {
              "type": "{{{model}}}",
              "meta": {
                "validations": {
        {{{string.Join(",\n", fields)}}}
                }
              }
            }
          ]
        }
        """;

    public static string Field(string name, string? label, string type = "string", string definition = "null", bool required = false) =>
        $$"""          "{{name}}": { "type": "{{type}}", "required": {{(required ? "true" : "false")}}, "label": """
        + $$"""{{System.Text.Json.JsonSerializer.Serialize(label)}}, "definition": {{definition}} }""";

    public static MemoryFile[] Files(params MemoryFile[] files) => [new("openapi.yml", DescriptionText), .. files];

    public static MemoryFile[] Files(string types) => Files(MemoryFile.Types(types));

    /// <summary>A run for which everything holds that must hold for a snapshot.</summary>
    public static GeneratorRun Checked(params MemoryFile[] files)
    {
        MemoryFile[] all = Files(files);
        GeneratorRun run = GeneratorRun.Of(all);
        Checks.HoldForEverySnapshot(run, all, [TestCompilation.Client]);
        return run;
    }

    public static GeneratorRun Checked(string types) => Checked(MemoryFile.Types(types));

    /// <summary>A project that runs <paramref name="statements"/> with a client at hand.</summary>
    public static GeneratorRun Calling(string statements, params MemoryFile[] files) => GeneratorRun.Of(
        Files(files),
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
