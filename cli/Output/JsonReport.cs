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

    public override void Data(string name, Action<Utf8JsonWriter> members, string? words) => Write(name, members);

    public override void Status(string name, Action<Utf8JsonWriter> members, string? words)
    {
        Write(name, members);
        if (words is not null)
            errors.WriteLine(VisibleText.Of(words));
    }

    public override void Result(int exitCode, string words)
    {
        Write("result", writer =>
        {
            writer.WriteNumber("exitCode", exitCode);
            writer.WriteString("message", words);
        });
        errors.WriteLine(VisibleText.Line(words));
    }

    public override void Error(int exitCode, string message)
    {
        Write("error", writer =>
        {
            writer.WriteNumber("exitCode", exitCode);
            writer.WriteString("message", message);
        });
        errors.WriteLine(VisibleText.Line(message));
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
            OutputException.ThrowUnlessWritten(() =>
            {
                output.Write(line.WrittenSpan);
                output.Flush();
            });
        }
    }
}
