using System.Text;
using Outreach.Bulk.Cli.Output;

namespace Outreach.Bulk.Cli.Access;

/// <summary>Text that an option takes from a file.</summary>
internal static class TextFile
{
    private static readonly UTF8Encoding s_utf8 = new(false, throwOnInvalidBytes: true);

    /// <param name="session">The session.</param>
    /// <param name="option">The option, for messages.</param>
    /// <param name="source">The file; <c>-</c> for standard input.</param>
    /// <returns>The text, without the line ends behind it.</returns>
    /// <exception cref="CliException">It cannot be read, or is not UTF-8.</exception>
    public static string Read(CliSession session, string option, string source)
    {
        try
        {
            return session.ReadAsync(option, input =>
            {
                using StreamReader reader = new(source == "-" ? input() : File.OpenRead(source), s_utf8);
                return Task.FromResult(reader.ReadToEnd().TrimEnd('\r', '\n'));
            }).GetAwaiter().GetResult();
        }
        catch (DecoderFallbackException)
        {
            throw CliException.Usage($"{option}: {source} is not UTF-8, so that its letters would be lost. Save it as UTF-8.");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw CliException.Usage($"{option}: {source} cannot be read: {exception.Message}");
        }
    }
}
