namespace Outreach.Bulk.Package.Tests;

/// <summary>A project that restores others together and then builds or packs them; one that fails stops no other.</summary>
internal static class Traversal
{
    /// <summary>The text of the traversal.</summary>
    /// <param name="projects">Paths, from the traversal's folder on or absolute, with the target that is built of each.</param>
    public static string Text(IEnumerable<(string Path, string Target)> projects) => $"""
        <Project DefaultTargets="Build">
          <ItemGroup>
            {string.Join("\n    ", projects.Select(each => $"""<Each Include="{each.Path}" Wanted="{each.Target}" />"""))}
            <RestoreGraphProjectInputItems Include="@(Each->'%(FullPath)')" />
          </ItemGroup>
          <Import Project="$(MSBuildToolsPath)/NuGet.targets" />
          <Target Name="Build">
            <MSBuild Projects="@(Each)" Targets="%(Each.Wanted)" BuildInParallel="true" ContinueOnError="ErrorAndContinue" />
          </Target>
          <Target Name="Pack" DependsOnTargets="Build" />
        </Project>
        """;
}
