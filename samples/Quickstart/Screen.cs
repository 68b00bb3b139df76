using Outreach.Bulk;
using Spectre.Console;

namespace Quickstart;

/// <summary>What the program shows: colours and a live bar in a terminal, plain lines when redirected.</summary>
internal sealed class Screen
{
    private readonly bool _isTerminal = !Console.IsOutputRedirected && AnsiConsole.Profile.Capabilities.Ansi;
    private int _step;

    public void Title(string text)
    {
        if (_isTerminal)
            AnsiConsole.Write(new Rule($"[bold]{Markup.Escape(text)}[/]") { Justification = Justify.Left, Style = "grey" });
        else
            Console.WriteLine(text);
        Console.WriteLine();
    }

    public void Step(string text)
    {
        _step++;
        if (_isTerminal)
            AnsiConsole.MarkupLine($"[bold yellow]{_step}[/] [bold]{Markup.Escape(text)}[/]");
        else
            Console.WriteLine($"{_step}. {text}");
    }

    public void Code(string text) => Line(text, "deepskyblue1");

    public void Good(string text) => Line($"✓ {text}", "green");

    public void Warning(string text) => Line($"! {text}", "orange1");

    public void Note(string text) => Line(text, "grey");

    public void Problem(string text)
    {
        if (_isTerminal)
            AnsiConsole.MarkupLine($"[red]{Markup.Escape(text)}[/]");
        else
            Console.Error.WriteLine(text);
    }

    public static void EndStep() => Console.WriteLine();

    public void Table(IReadOnlyList<string> columns, IEnumerable<string[]> rows)
    {
        if (!_isTerminal)
        {
            Console.WriteLine($"   {string.Join(" | ", columns)}");
            foreach (string[] row in rows)
                Console.WriteLine($"   {string.Join(" | ", row)}");
            return;
        }

        Table table = new Table().Border(TableBorder.Rounded).BorderColor(Color.Grey);
        foreach (string column in columns)
            table.AddColumn(new TableColumn($"[grey]{Markup.Escape(column)}[/]"));
        foreach (string[] row in rows)
            table.AddRow([.. row.Select(Markup.Escape)]);
        AnsiConsole.Write(new Padder(table).Padding(2, 0, 0, 0));
    }

    /// <summary>Runs a wait under a progress bar.</summary>
    public async Task<BatchResult> WithBarAsync(string what, Func<IProgress<BatchProgress>, Task<BatchResult>> wait)
    {
        if (!_isTerminal)
            return await wait(new Reporter(progress => Console.WriteLine($"   {what}: {progress.Processed:N0} of {progress.Total:N0}")));

        return await AnsiConsole.Progress()
            .Columns(
                new PaddedText(" "),
                new TaskDescriptionColumn(),
                new ProgressBarColumn(),
                new PercentageColumn(),
                new ElapsedTimeColumn())
            .StartAsync(async context =>
            {
                ProgressTask bar = context.AddTask(Markup.Escape(what));
                return await wait(new Reporter(progress =>
                {
                    bar.Value = progress.Fraction * bar.MaxValue;
                    bar.Description = Markup.Escape($"{what}: {progress.Processed:N0} of {progress.Total:N0}");
                }));
            });
    }

    private void Line(string text, string colour)
    {
        if (_isTerminal)
            AnsiConsole.Write(new Padder(new Markup($"[{colour}]{Markup.Escape(text)}[/]")).Padding(2, 0, 0, 0));
        else
            Console.WriteLine($"   {text}");
    }

    // Progress<T> would report later and out of order; a bar wants it now.
    private sealed class Reporter(Action<BatchProgress> report) : IProgress<BatchProgress>
    {
        public void Report(BatchProgress value) => report(value);
    }

    private sealed class PaddedText(string text) : ProgressColumn
    {
        public override Spectre.Console.Rendering.IRenderable Render(
            Spectre.Console.Rendering.RenderOptions options, ProgressTask task, TimeSpan deltaTime) => new Text(text);
    }
}
