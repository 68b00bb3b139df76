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
    public async Task<BatchResult> WithBarAsync(string what, Func<IProgress<Batch>, Task<BatchResult>> wait)
    {
        if (!_isTerminal)
        {
            return await wait(
                new Reporter<Batch>(progress => Console.WriteLine($"   {what}: {progress.Processed:N0} of {progress.MatchedCount:N0}")));
        }

        return await Bars()
            .StartAsync(async context =>
            {
                ProgressTask bar = context.AddTask(Markup.Escape(what));
                return await wait(new Reporter<Batch>(progress =>
                {
                    bar.Value = progress.Fraction * bar.MaxValue;
                    bar.Description = Markup.Escape($"{what}: {progress.Processed:N0} of {progress.MatchedCount:N0}");
                }));
            });
    }

    /// <summary>Runs an import under a bar for each of its phases.</summary>
    public async Task<ImportResult> WithPhasesAsync(
        Func<IProgress<ImportProgress>, Task<ImportOperation>> start,
        Func<ImportOperation, IProgress<ImportProgress>, Task<ImportResult>> wait)
    {
        if (!_isTerminal)
        {
            ImportPhase? last = null;
            Reporter<ImportProgress> lines = new(progress =>
            {
                if (progress.Phase != last)
                    Console.WriteLine($"   {progress.Phase.ToString().ToLowerInvariant()}");
                last = progress.Phase;
            });
            return await wait(await start(lines), lines);
        }

        return await Bars().StartAsync(async context =>
        {
            ProgressTask upload = context.AddTask("uploading");
            ProgressTask import = context.AddTask("importing", autoStart: false);
            Reporter<ImportProgress> bars = new(progress =>
            {
                upload.Value = progress.UploadFraction * upload.MaxValue;
                if (progress.Phase == ImportPhase.Uploading)
                    upload.Description = $"uploading: {progress.Records:N0} rows";
                else if (progress.Phase == ImportPhase.Importing)
                    import.Description = $"importing: {progress.Records:N0} rows";
            });
            ImportOperation operation = await start(bars);
            import.StartTask();
            import.IsIndeterminate = true;
            ImportResult result = await wait(operation, bars);
            import.IsIndeterminate = false;
            import.Value = import.MaxValue;
            return result;
        });
    }

    private static Progress Bars() => AnsiConsole.Progress().Columns(
        new PaddedText(" "),
        new TaskDescriptionColumn(),
        new ProgressBarColumn(),
        new PercentageColumn(),
        new ElapsedTimeColumn());

    private void Line(string text, string colour)
    {
        if (_isTerminal)
            AnsiConsole.Write(new Padder(new Markup($"[{colour}]{Markup.Escape(text)}[/]")).Padding(2, 0, 0, 0));
        else
            Console.WriteLine($"   {text}");
    }

    // Progress<T> would report later and out of order; a bar wants it now.
    private sealed class Reporter<T>(Action<T> report) : IProgress<T>
    {
        public void Report(T value) => report(value);
    }

    private sealed class PaddedText(string text) : ProgressColumn
    {
        public override Spectre.Console.Rendering.IRenderable Render(
            Spectre.Console.Rendering.RenderOptions options, ProgressTask task, TimeSpan deltaTime) => new Text(text);
    }
}
