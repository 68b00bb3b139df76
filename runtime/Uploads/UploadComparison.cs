using System.Globalization;

namespace Outreach.Bulk.Uploads;

/// <summary>Holds what the server found in a file against what was sent.</summary>
internal static class UploadComparison
{
    /// <exception cref="UploadException">The server found another count or header.</exception>
    public static void ThrowIfDifferent(UploadedFile upload, long? recordCount, (IReadOnlyList<string> Columns, bool IsWhole)? header)
    {
        if (recordCount != upload.RecordCount)
        {
            string theirs = recordCount?.ToString(CultureInfo.InvariantCulture) ?? "an unknown number of";
            throw UploadException.Differs(
                FormattableString.Invariant($"The server found {theirs} records in {upload.FileName}, and {upload.RecordCount} were sent."),
                upload.RecordCount,
                recordCount);
        }

        // Without a header there is nothing to compare: its form is published in two ways, and there may be a third.
        if (header is not { } found || UploadedHeader.Fits(found, upload.Header))
            return;
        throw UploadException.Differs(
            $"The server found {found.Columns.Count} columns in {upload.FileName} that are not the header that was sent, "
            + $"of {upload.Header.Count} columns.",
            upload.RecordCount,
            recordCount);
    }
}
