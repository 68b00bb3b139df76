using System.Text.RegularExpressions;
using Outreach.Bulk.Jobs;

namespace Outreach.Bulk.Cli.Output;

/// <summary>
/// The library's remedies as commands and options: its messages name members of its own, which nobody can call from a prompt.
/// </summary>
internal static partial class ToolWords
{
    private static readonly (string Library, string Tool)[] s_words =
    [
        ("set ImportOptions.AllowUnmappedHeaders to leave such columns out", "add --allow-unmapped to leave such columns out"),
        (" (ImportOptions.MaximumCellBytes)", ""),
        (" (ImportOptions.MaximumRows)", ""),
        ("CsvFile.ReadAs(encoding: …), with CodePagesEncodingProvider.Instance.GetEncoding(1252) for what Excel calls CSV",
            "--encoding, with windows-1252 for what Excel calls CSV"),
        ("FindAsync looks for it", "outreach-bulk journal find looks for it"),
        ($"Call {nameof(BatchOperation.ConfirmAsync)} or {nameof(BatchOperation.CancelAsync)}, or give the call that starts it "
            + $"a Confirm policy",
            "Decide: outreach-bulk confirm, or outreach-bulk cancel"),
        ($"{nameof(BatchOperation.RefreshAsync)} shows whether it waits; {nameof(BatchOperation.ConfirmAsync)} or "
            + $"{nameof(BatchOperation.CancelAsync)} decides", "outreach-bulk watch shows whether it waits; outreach-bulk confirm or "
                + "cancel decides"),
        ($"{nameof(Job.ResumeAsync)} lets it go on, {nameof(Job.CancelAsync)} ends it",
            "outreach-bulk jobs resume lets it go on, outreach-bulk jobs cancel ends it"),
        ($"{nameof(Job.ResumeAsync)} lets it go on", "outreach-bulk jobs resume lets it go on"),
        ("Start it first", "outreach-bulk apply or import starts it"),
        ("; wait for it again, or attach to it by its id", ""),
        (" OutreachBulkOptions.RecordsPerDay and ReservedRecords set the limit and the reserve.", " outreach-bulk budget shows them."),
        ("check OutreachBulkOptions.BaseAddress", "check OUTREACH_BASE_ADDRESS or --base-address"),
        (" (OutreachBulkOptions.MaximumRequestLine)", ""),
        ("longer than RequestTimeout (", "longer than a request may ("),
    ];

    public static string Of(string message)
    {
        foreach ((string library, string tool) in s_words)
            message = message.Replace(library, tool, StringComparison.Ordinal);
        return Separator().Replace(
            Parameter().Replace(message, ""),
            match => $"--separator {(match.Groups[1].Value == "\\t" ? "tab" : $"\"{match.Groups[1].Value}\"")}");
    }

    [GeneratedRegex(@" \(Parameter '\w+'\)")]
    private static partial Regex Parameter();

    [GeneratedRegex(@"CsvFile\.ReadAs\(separator: '(.+?)'\)")]
    private static partial Regex Separator();
}
