namespace Outreach.Bulk.Generator.Tests;

/// <summary>Projects with CSV files, over a description with imports of accounts and prospects.</summary>
internal static class CsvHeaderProjects
{
    private const string FileBody =
        "{ properties: { storageKey: { type: string }, mappings: { type: object }, recordCount: { type: integer }, dupeMethod: { type: "
            + "string } } }";

    public static string DescriptionText { get; } = Descriptions.With(
        Descriptions.Account + "\n    prospect: { properties: { title: { type: string } } }",
        Import("accountsImport"),
        Import("prospectsImport"),
        Descriptions.Action("accountAddTags", null));

    /// <summary>The same with accounts alone.</summary>
    public static string AccountsAlone { get; } = Descriptions.Of(Import("accountsImport"), Descriptions.Action("accountAddTags", null));

    public static MemoryFile[] Files(params MemoryFile[] files) => [new("openapi.yml", DescriptionText), .. files];

    /// <summary>A run for which everything holds that must hold for a snapshot.</summary>
    public static GeneratorRun Checked(params MemoryFile[] files)
    {
        MemoryFile[] all = Files(files);
        GeneratorRun run = GeneratorRun.Of(all);
        Checks.HoldForEverySnapshot(run, all, [TestCompilation.Client]);
        return run;
    }

    public static string MappingOf(GeneratorRun run) => run.Files["Acme.Sales/AccountsCsvMapping.g.cs"];

    private static string Import(string name) =>
        Descriptions.Action(name, FileBody).Replace("/batches/actions/", "/imports/actions/", StringComparison.Ordinal);
}
