using System.Diagnostics;

namespace Outreach.Bulk.Cli.Tests;

/// <summary>Nothing about an action is written by hand: one that is added to the description is in the tool.</summary>
public sealed class NewActionTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("outreach-action-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task An_action_that_is_added_to_the_description_is_found_in_the_tool_that_is_built_from_it()
    {
        string description = File.ReadAllText(Path.Combine(ToolProcess.Repository, "spec/outreach-bulk.yml"));
        int start = description.IndexOf("  /batches/actions/accountsDestroyAll:", StringComparison.Ordinal);
        string added = description[start..description.IndexOf("\n  /", start + 10, StringComparison.Ordinal)]
            .Replace("accountsDestroyAll", "accountsPolish", StringComparison.Ordinal)
            .Replace("Delete the selected accounts.", "Polish the selected accounts.", StringComparison.Ordinal);
        File.WriteAllText(Path.Combine(_folder, "outreach-bulk.yml"), description.Insert(start, added + "\n"));
        File.Copy(Path.Combine(ToolProcess.Repository, "spec/overlay.yml"), Path.Combine(_folder, "overlay.yml"));

        // What the tool is made of is there already, and the tool beside this one is that of the other tests.
        File.WriteAllText(Path.Combine(_folder, "elsewhere.props"), $"""
            <Project>
              <PropertyGroup Condition="'$(MSBuildProjectName)' == 'Outreach.Bulk.Cli'">
                <IntermediateOutputPath>{_folder}/obj/</IntermediateOutputPath>
                <OutDir>{_folder}/bin/</OutDir>
              </PropertyGroup>
            </Project>
            """);
        await RunAsync(
            "dotnet", "build", Path.Combine(ToolProcess.Repository, "cli"), "-v", "q", "--no-restore", "--no-dependencies",
            "-p:RunAnalyzers=false", $"-p:CustomAfterDirectoryBuildProps={_folder}/elsewhere.props",
            $"-p:OutreachBulkDefaultSpec={_folder}/outreach-bulk.yml");
        string actions = await RunAsync("dotnet", Path.Combine(_folder, "bin/outreach-bulk.dll"), "actions");
        Assert.Matches(@"(?m)^accountsPolish\s+edits\s+Polish the selected accounts\.$", actions);
    }

    private static async Task<string> RunAsync(string program, params string[] arguments)
    {
        ProcessStartInfo start = new(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        using Process process = Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        string output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(process.ExitCode == 0, output + await errors);
        return output.ReplaceLineEndings("\n");
    }
}
