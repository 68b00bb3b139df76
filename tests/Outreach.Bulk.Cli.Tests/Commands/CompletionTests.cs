using System.Diagnostics;
using Outreach.Bulk.Cli.Output;

namespace Outreach.Bulk.Cli.Tests;

/// <summary>Shells complete commands, options and names of actions by the script that the tool prints.</summary>
public sealed class CompletionTests : ToolTests
{
    [Fact]
    public async Task Bash_completes()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "needs bash");
        string said = await ShellAsync("bash", "-c", """
            eval "$(outreach-bulk completion bash)"
            complete_line() {
                COMP_LINE="$1"; COMP_POINT=${#1}; read -ra COMP_WORDS <<< "$1"
                [[ "$1" == *" " ]] && COMP_WORDS+=("")
                COMP_CWORD=$((${#COMP_WORDS[@]} - 1)); _outreach_bulk; echo "${COMPREPLY[*]}"
            }
            complete_line "outreach-bulk pla"
            complete_line "outreach-bulk plan accountsBulkM"
            complete_line "outreach-bulk apply plan.json --dig"
            complete_line "outreach-bulk jobs re"
            """);
        Assert.Equal("plan\naccountsBulkModify\n--digest\nredrive resume\n", said);
    }

    [Fact]
    public async Task Zsh_completes()
    {
        Assert.SkipUnless(ToolProcess.HasProgram("zsh"), "zsh is not installed");
        string said = await ShellAsync("zsh", "-f", "-c", """
            compadd() { shift; print -l -- "$@"; }
            compdef() { }
            eval "$(outreach-bulk completion zsh)"
            words=(outreach-bulk plan accountsBulkM); CURRENT=3; _outreach_bulk
            words=(outreach-bulk jobs ''); CURRENT=3; _outreach_bulk | grep -x redrive
            """);
        Assert.Equal("accountsBulkModify\nredrive\n", said);
    }

    [Fact]
    public async Task Fish_completes()
    {
        Assert.SkipUnless(ToolProcess.HasProgram("fish"), "fish is not installed");
        string said = await ShellAsync("fish", "-c", """
            outreach-bulk completion fish | source
            complete -C "outreach-bulk plan accountsBulkM"
            """);
        Assert.Equal("accountsBulkModify\n", said);
    }

    [Theory]
    [InlineData("-1")]
    [InlineData("99")]
    public Task A_position_outside_the_line_is_no_fault(string position) =>
        ExpectAsync(ExitCode.Done, "complete", position, "outreach-bulk ");

    [Fact]
    public async Task Each_shell_that_is_named_has_a_script_and_no_other()
    {
        Assert.Contains("Register-ArgumentCompleter", (await ExpectAsync(ExitCode.Done, "completion", "pwsh")).Output);
        Assert.Contains("'bash'", (await ExpectAsync(ExitCode.Usage, "completion", "ksh")).Errors);
    }

    private async Task<string> ShellAsync(string shell, params string[] arguments)
    {
        ProcessStartInfo start = new(shell, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Tool.Home,
        };
        start.Environment["PATH"] = $"{Path.GetDirectoryName(ToolProcess.Program)}:{Environment.GetEnvironmentVariable("PATH")}";
        start.Environment["HOME"] = Tool.Home;
        using Process process = Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        string output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(output.Length > 0, await errors);
        return output;
    }
}
