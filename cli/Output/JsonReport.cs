using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Outreach.Bulk.Cli.Output;

/// <summary>One JSON object a line on standard output; all words go to standard error.</summary>
internal sealed class JsonReport(Stream output, TextWriter errors) : Report
{
    private static readonly JsonWriterOptions s_options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly Lock _gate = new();
    private bool _hasEnded;

    public override void Data(string name, Action<Utf8JsonWriter> members, string? words) => Write(name, members);

    public override void Status(string name, Action<Utf8JsonWriter> members, string? words)
    {
        Write(name, members);
        if (words is not null)
            errors.WriteLine(VisibleText.Of(words));
    }

    public override void Result(int exitCode, string words)
    {
        WriteEnd("result", exitCode, words);
        errors.WriteLine(VisibleText.Line(words));
    }

    public override void Complete(int exitCode)
    {
        if (!_hasEnded)
            WriteEnd("result", exitCode, "Done.");
    }

    public override void EndedAtOnce(int exitCode, string words)
    {
        // The words come first: standard output may be stuck or closed.
        errors.WriteLine(VisibleText.Line(words));
        try
        {
            WriteEnd("result", exitCode, words);
        }
        catch (OutputException)
        {
        }
    }

    public override void Error(int exitCode, string message)
    {
        WriteEnd("error", exitCode, message);
        errors.WriteLine(VisibleText.Line(message));
    }

    private void WriteEnd(string name, int exitCode, string message)
    {
        lock (_gate)
        {
            Write(name, writer =>
            {
                writer.WriteNumber("exitCode", exitCode);
                writer.WriteString("message", message);
            });
            _hasEnded = true;
        }
    }

    private void Write(string name, Action<Utf8JsonWriter> members)
    {
        ArrayBufferWriter<byte> line = new();
        using (Utf8JsonWriter writer = new(line, s_options))
        {
            writer.WriteStartObject();
            writer.WriteString("event", name);
            members(writer);
            writer.WriteEndObject();
        }

        line.Write("\n"u8);
        lock (_gate)
        {
            // After an interrupt that ends the tool at once, the command goes on for a moment.
            if (_hasEnded && name != "error")
                return;
            OutputException.ThrowUnlessWritten(() =>
            {
                output.Write(line.WrittenSpan);
                output.Flush();
            });
        }
    }
}
