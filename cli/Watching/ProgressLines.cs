using Outreach.Bulk.Cli.Output;

namespace Outreach.Bulk.Cli.Watching;

/// <summary>Progress as one line per change, where nothing can move.</summary>
internal sealed class ProgressLines(TextWriter errors) : IProgressView
{
    private string? _last;

    public void Show(Progressing progress)
    {
        string line = progress.ToString();
        if (line == _last)
            return;
        _last = line;
        errors.WriteLine(VisibleText.Of(line));
    }

    public Task RunAsync(string what, Func<Task> work) => work();
}
