using System.CommandLine;
using System.CommandLine.Completions;
using Outreach.Bulk.Cli.Output;

namespace Outreach.Bulk.Cli.Commands;

/// <summary>Prints a script that has a shell complete commands, options and names of actions.</summary>
internal static class CompletionCommand
{
    private const string Bash = """
        # outreach-bulk completion bash > ~/.local/share/bash-completion/completions/outreach-bulk
        _outreach_bulk() {
            local line="${COMP_LINE:0:COMP_POINT}" IFS=$'\n'
            COMPREPLY=( $(compgen -W "$(outreach-bulk complete ${#line} "$line" 2>/dev/null)" -- "${COMP_WORDS[COMP_CWORD]}") )
        }
        complete -o default -F _outreach_bulk outreach-bulk
        """;

    private const string Zsh = """
        #compdef outreach-bulk
        # outreach-bulk completion zsh > a file _outreach-bulk in a folder of $fpath; or: eval "$(outreach-bulk completion zsh)"
        _outreach_bulk() {
            local line="${(j: :)words[1,CURRENT]}"
            local -a found
            found=("${(@f)$(outreach-bulk complete ${#line} "$line" 2>/dev/null)}")
            found=(${found:#})
            if (( ${#found} )); then compadd -- "${found[@]}"; else _files; fi
        }
        if [ "$funcstack[1]" = "_outreach_bulk" ]; then _outreach_bulk; else compdef _outreach_bulk outreach-bulk; fi
        """;

    private const string Fish = """
        # outreach-bulk completion fish > ~/.config/fish/completions/outreach-bulk.fish
        function __outreach_bulk
            set -l line (commandline -cp)
            outreach-bulk complete (string length -- "$line") "$line" 2>/dev/null
        end
        complete -c outreach-bulk -a "(__outreach_bulk)"
        """;

    private const string PowerShell = """
        # outreach-bulk completion pwsh >> $PROFILE
        Register-ArgumentCompleter -Native -CommandName outreach-bulk -ScriptBlock {
            param($word, $ast, $position)
            $line = $ast.ToString().PadRight($position).Substring(0, $position)
            outreach-bulk complete $position $line 2>$null |
                Where-Object { $_ -like "$word*" } |
                ForEach-Object { [System.Management.Automation.CompletionResult]::new($_, $_, 'ParameterValue', $_) }
        }
        """;

    public static Command Create(CommandRunner runner)
    {
        Argument<string> shell = new("shell") { Description = "bash, zsh, fish or pwsh.", HelpName = "shell" };
        shell.AcceptOnlyFromAmong("bash", "zsh", "fish", "pwsh");
        Command command = new("completion", "Print a script that has your shell complete commands, options and names of actions.")
        {
            shell,
        };
        runner.Set(command, (session, given, _) =>
        {
            string script = given.GetValue(shell) switch
            {
                "bash" => Bash,
                "zsh" => Zsh,
                "fish" => Fish,
                _ => PowerShell,
            };
            session.Report.Data("script", writer => writer.WriteString("text", script), script);
            return Task.FromResult(ExitCode.Done);
        });
        return command;
    }

    /// <summary>Called by the scripts: prints what can complete a command line at a position.</summary>
    public static Command Complete()
    {
        Argument<int> position = new("position");
        Argument<string> line = new("line");
        Command command = new("complete", "Print what can complete a command line at a position.")
        {
            position, line,
        };
        command.Hidden = true;
        command.SetAction(given =>
        {
            string text = given.GetRequiredValue(line);
            ParseResult typed = given.RootCommandResult.Command.Parse(text);
            foreach (CompletionItem item in typed.GetCompletions(Math.Clamp(given.GetValue(position), 0, text.Length)))
                given.InvocationConfiguration.Output.WriteLine(item.Label);
        });
        return command;
    }
}
