namespace Outreach.Bulk.Package.Tests;

/// <summary>A project that lists its items where the compiler would get them.</summary>
internal static class ItemProject
{
    /// <summary>The file in its folder that has a line for each of the AdditionalFiles: the name, and metadata.</summary>
    public const string Seen = "seen.txt";

    private const string Line = "%(Filename)%(Extension)|%(OutreachBulkSpec)|%(OutreachBulkOverlay)|"
        + "%(OutreachCsv)|%(OutreachCsvModel)|%(OutreachCustomFields)|%(OutreachSchemaObjects)";

    private const string See = $"""
        <PropertyGroup>
          <SkipCompilerExecution>true</SkipCompilerExecution>
          <ProvideCommandLineArgs>true</ProvideCommandLineArgs>
        </PropertyGroup>
        <Target Name="See" DependsOnTargets="Compile" Returns="@(AdditionalFiles)">
          <WriteLinesToFile File="{Seen}" Lines="@(AdditionalFiles->'{Line}')" />
          <Message Text="$(MSBuildProjectName) -> $(MSBuildProjectDirectory)/{Seen}" Importance="high" />
        </Target>
        """;

    /// <summary>The project with items in its file and in Directory.Build.targets, and with a target in one of them.</summary>
    public static Consumer Of(string inProject, string inTargets = "", string lateTarget = "", string target = "") => new(
        $"items-{HashCode.Combine(inProject, inTargets, lateTarget, target):x8}",
        new()
        {
            ["items.csproj"] = ConsumerFiles.Project(ConsumerFiles.PackageReference + inProject).Replace(
                "</Project>",
                (target.Length == 0 ? "" : $"""<Target Name="Add" {target}</Target>""") + See + "</Project>",
                StringComparison.Ordinal),
            ["Directory.Build.targets"] = $"<Project><ItemGroup>{inTargets}</ItemGroup>"
                + (lateTarget.Length == 0 ? "</Project>" : $"""<Target Name="AddLate" {lateTarget}</Target></Project>"""),
            ["Client.cs"] = ConsumerFiles.Client("OutreachClient"),
            ["api.yml"] = "openapi: 3.0.3\n",
            ["overlay.yml"] = "overlay: 1.0.0\n",
            ["accounts.csv"] = "name,crmId\n",
            ["types.json"] = "{}",
            ["lock.json"] = "{}",
            ["schema.json"] = "{}",
            ["data/accounts.csv"] = "name,crmId\n",
        })
    {
        Target = "See",
    };
}
