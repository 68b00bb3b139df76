using System.Text;

namespace Outreach.Bulk.Cli.Output;

/// <summary>Standard error, which may be closed or full: that nobody can read what happens is no reason to end.</summary>
internal sealed class ErrorWriter(Stream stream) : TextWriter
{
    private readonly StreamWriter _writer = new(stream, new UTF8Encoding(false)) { AutoFlush = true };

    public override Encoding Encoding => _writer.Encoding;

    public override void Write(char value) => Try(() => _writer.Write(value));

    public override void Write(char[] buffer, int index, int count) => Try(() => _writer.Write(buffer, index, count));

    public override void Write(string? value) => Try(() => _writer.Write(value));

    public override void WriteLine(string? value) => Write(value + "\n");

    public override void Flush() => Try(_writer.Flush);

    private static void Try(Action write)
    {
        try
        {
            write();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
        }
    }
}
