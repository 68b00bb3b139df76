using System.Globalization;
using Outreach.Bulk.Cli.Output;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Outreach.Bulk.Cli.Watching;

/// <summary>Progress as a bar on standard error, with phase, count, rate and the time that is left.</summary>
internal sealed class ProgressBar(TextWriter errors, TimeProvider time) : IProgressView
{
    // Below so many columns a bar would leave no room for the count.
    private const int NarrowWidth = 60;

    private ProgressTask? _bar;
    private bool _isNarrow;
    private long _started;
    private long _first = -1;

    public void Show(Progressing progress)
    {
        if (_bar is not { } bar)
            return;
        if (_first < 0)
            (_first, _started) = (progress.Done, time.GetTimestamp());
        bar.IsIndeterminate = progress is { Fraction: null } or { Fraction: 0, Done: 0 };
        bar.Value = (progress.Fraction ?? 0) * bar.MaxValue;
        bar.Description = Markup.Escape(VisibleText.Line(_isNarrow ? progress.Short : $"{progress}{Rate(progress)}"));
    }

    public async Task RunAsync(string what, Func<Task> work)
    {
        IAnsiConsole console = AnsiConsole.Create(new() { Out = new AnsiConsoleOutput(errors), Interactive = InteractionSupport.Yes });
        _isNarrow = console.Profile.Width < NarrowWidth;
        ProgressColumn[] columns = _isNarrow
            ? [new TaskDescriptionColumn { Alignment = Justify.Left }, new PercentageColumn()]
            : [new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn { Width = 30 }, new PercentageColumn()];
        await console.Progress().HideCompleted(false).Columns(columns).StartAsync(async context =>
        {
            _bar = context.AddTask(Markup.Escape(what));
            await work().ConfigureAwait(false);
        }).ConfigureAwait(false);
    }

    private string Rate(Progressing progress)
    {
        double seconds = time.GetElapsedTime(_started).TotalSeconds;
        double rate = seconds > 0 ? (progress.Done - _first) / seconds : 0;
        if (rate <= 0)
            return "";
        string left = progress.Total - progress.Done is > 0 and long rest ? $", {Duration(TimeSpan.FromSeconds(rest / rate))} left" : "";
        return string.Create(CultureInfo.InvariantCulture, $", {rate:N0}/s{left}");
    }

    private static string Duration(TimeSpan duration) => duration.TotalHours >= 1
        ? FormattableString.Invariant($"{(int)duration.TotalHours} h {duration.Minutes} min")
        : duration.TotalMinutes >= 1 ? FormattableString.Invariant($"{(int)duration.TotalMinutes} min {duration.Seconds} s")
        : FormattableString.Invariant($"{Math.Ceiling(duration.TotalSeconds):0} s");
}
