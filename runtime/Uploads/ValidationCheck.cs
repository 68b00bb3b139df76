using System.Globalization;

namespace Outreach.Bulk.Uploads;

/// <summary>Holds what the server found in a file against what was sent.</summary>
internal static class ValidationCheck
{
    /// <exception cref="UploadException">The server found another count or header.</exception>
    public static void ThrowIfDifferent(
        UploadedFile upload, long? recordCount, (IReadOnlyList<string> Columns, bool IsWhole)? header, UploadComparison comparison)
    {
        if (comparison == UploadComparison.Off)
            return;
        bool isStrict = comparison == UploadComparison.Strict;
        if (recordCount != upload.RecordCount && (isStrict || recordCount is not null))
        {
            string theirs = recordCount?.ToString(CultureInfo.InvariantCulture) ?? "an unknown number of";
            string guess = recordCount - 1 == upload.RecordCount ? " It may count the header line, or split a record in two." : "";
            throw Differs(
                FormattableString.Invariant(
                    $"The server found {theirs} records in {upload.FileName}, and {upload.RecordCount} were sent.{guess}"));
        }

        // Without a header there is nothing to compare: its form is published in two ways, and there may be a third.
        if (header is not { } found || UploadedHeader.Fits(found, upload.Header, isStrict))
            return;
        throw Differs(
            $"The server found {found.Columns.Count} columns in {upload.FileName} that are not the header that was sent, "
                + $"of {upload.Header.Count} columns.");

        UploadException Differs(string difference) => UploadException.Differs(
            $"{difference} {nameof(ProtocolOptions)}.{nameof(ProtocolOptions.UploadComparison)} says what is compared.",
            upload.RecordCount,
            recordCount);
    }
}
