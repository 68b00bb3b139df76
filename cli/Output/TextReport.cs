using System.Text.Json;

namespace Outreach.Bulk.Cli.Output;

/// <summary>Words: what was asked for on standard output, what happens meanwhile on standard error.</summary>
internal sealed class TextReport(TextWriter output, TextWriter errors) : Report
{
    private readonly Lock _gate = new();

    public override void Data(string name, Action<Utf8JsonWriter> members, string? words) => Write(output, words);

    public override void Status(string name, Action<Utf8JsonWriter> members, string? words) => Write(errors, words);

    public override void Result(int exitCode, string words) => Write(output, VisibleText.Line(words));

    public override void EndedAtOnce(int exitCode, string words) => errors.WriteLine(VisibleText.Line(words));

    public override void Error(int exitCode, string message) => Write(errors, VisibleText.Line(message));

    private void Write(TextWriter writer, string? words)
    {
        if (words is null)
            return;
        lock (_gate)
            OutputException.ThrowUnlessWritten(() => writer.WriteLine(VisibleText.Of(words)));
    }
}
