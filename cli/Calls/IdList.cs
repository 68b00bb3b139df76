using System.Globalization;
using Outreach.Bulk.Cli.Output;
using Outreach.Bulk.Csv;

namespace Outreach.Bulk.Cli.Calls;

/// <summary>Reads ids: a column of a CSV file (<c>ids.csv:accountId</c>), or one id a line.</summary>
internal static class IdList
{
    /// <param name="source">The file, with a column behind a colon where it is CSV; <c>-</c> for the input.</param>
    /// <param name="openInput">Opens standard input, for <c>-</c>.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="CliException">It cannot be read, or holds something that is no id.</exception>
    public static async Task<long[]> ReadAsync(string source, Func<Stream> openInput, CancellationToken cancellationToken)
    {
        try
        {
            if (source.Length == 0)
                throw CliException.Usage("--ids-from needs a file, or - for standard input.");

            // A colon may also be that of a drive.
            int colon = source.LastIndexOf(':');
            long[] ids = source == "-"
                ? await LinesAsync(new(openInput()), "standard input", cancellationToken).ConfigureAwait(false)
                : colon > 1 && !File.Exists(source)
                ? await ColumnAsync(source[..colon], source[(colon + 1)..], cancellationToken).ConfigureAwait(false)
                : await FileAsync(source, cancellationToken).ConfigureAwait(false);
            return ids.Length > 0
                ? ids
                : throw CliException.Usage($"--ids-from {source} holds no id. An empty list would select nothing, or everything.");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or CsvException)
        {
            throw CliException.Usage($"--ids-from {source} cannot be read: {exception.Message}");
        }
    }

    private static async Task<long[]> FileAsync(string path, CancellationToken cancellationToken)
    {
        using StreamReader reader = new(path);
        return await LinesAsync(reader, path, cancellationToken).ConfigureAwait(false);
    }

    private static async Task<long[]> LinesAsync(StreamReader reader, string name, CancellationToken cancellationToken)
    {
        List<long> ids = [];
        long number = 0;
        while (await reader.ReadLineAsync(cancellationToken).ConfigureAwait(false) is { } line)
        {
            number++;
            if (line.Trim() is { Length: > 0 } text)
                ids.Add(Id(text, string.Create(CultureInfo.InvariantCulture, $"{name}, line {number}")));
        }

        return [.. ids.Distinct()];
    }

    private static async Task<long[]> ColumnAsync(string path, string column, CancellationToken cancellationToken)
    {
        CsvFile file = CsvFile.At(path);
        IReadOnlyList<string> header = await file.ReadHeaderAsync(cancellationToken).ConfigureAwait(false);
        if (header.Count(name => name == column) > 1)
            throw CliException.Usage($"{path} has several columns \"{column}\", and only one of them can be meant. Rename the others.");
        int place = header.TakeWhile(name => name != column).Count();
        if (place == header.Count)
            throw CliException.Usage($"{path} has no column \"{column}\". Its columns: {string.Join(", ", header)}.");
        List<long> ids = [];
        bool isHeader = true;
        CsvContent content = await file.OpenAsync(cancellationToken).ConfigureAwait(false);
        await using (content.ConfigureAwait(false))
        {
            await CsvReading.ReadRecordsAsync(
                content,
                file.Name,
                (record, at) =>
                {
                    if (!isHeader && CsvRecord.Text(record, place).Trim() is { Length: > 0 } text)
                        ids.Add(Id(text, string.Create(CultureInfo.InvariantCulture, $"{path}, line {at.Line}")));
                    isHeader = false;
                },
                cancellationToken).ConfigureAwait(false);
        }

        return [.. ids.Distinct()];
    }

    // What it says instead may be a value of a record.
    private static long Id(string text, string where) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long id) && id > 0
            ? id
            : throw CliException.Usage($"{where}: ids are whole numbers from 1, and this is not one.");
}
