using System.Text;
using Outreach.Bulk.Cli.Output;
using Outreach.Bulk.Csv;

namespace Outreach.Bulk.Cli.Calls;

/// <summary>Opens a CSV file that was named on the command line.</summary>
internal static class CsvSource
{
    private const string NameOfInput = "stdin.csv";

    /// <param name="path">The file; <c>-</c> for the input, which is copied to a temporary file that its user alone may read.</param>
    /// <param name="openInput">Opens standard input, for <c>-</c>.</param>
    /// <param name="separator">What stands between cells, as a character or a word; null for a comma.</param>
    /// <param name="encoding">The encoding's name; null for UTF-8.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="CliException">There is no such file, or no such separator or encoding.</exception>
    public static async Task<CsvFile> OpenAsync(
        string path, Func<Stream> openInput, string? separator, string? encoding, CancellationToken cancellationToken)
    {
        if (path != "-" && !File.Exists(path))
            throw CliException.Usage($"There is no file {path}.");
        try
        {
            CsvFile file = path == "-" ? await SpoolAsync(openInput(), cancellationToken).ConfigureAwait(false) : CsvFile.At(path);
            return separator is null && encoding is null
                ? file
                : file.ReadAs(separator is null ? ',' : SeparatorOf(separator), encoding is null ? null : EncodingOf(encoding));
        }
        catch (ArgumentException exception)
        {
            throw CliException.Usage(exception.Message);
        }
    }

    // It is read several times, and is gone with this process.
    private static async Task<CsvFile> SpoolAsync(Stream input, CancellationToken cancellationToken)
    {
        FileStream spool = SpoolFile.Create();
        await input.CopyToAsync(spool, cancellationToken).ConfigureAwait(false);
        spool.Position = 0;
        return CsvFile.From(spool, NameOfInput);
    }

    private static char SeparatorOf(string text) => text switch
    {
        [var letter] => letter,
        "comma" => ',',
        "semicolon" => ';',
        "tab" or "\\t" => '\t',
        "pipe" => '|',
        _ => throw CliException.Usage($"--separator {text}: write one character, or comma, semicolon, tab or pipe."),
    };

    private static Encoding EncodingOf(string name)
    {
        try
        {
            return CodePagesEncodingProvider.Instance.GetEncoding(name) ?? Encoding.GetEncoding(name);
        }
        catch (ArgumentException)
        {
            throw CliException.Usage($"--encoding {name} is not known. Write a name such as utf-8, windows-1252 or utf-16.");
        }
    }
}
