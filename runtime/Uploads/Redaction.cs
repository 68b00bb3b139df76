using System.Diagnostics.CodeAnalysis;
using Outreach.Bulk.Protocol;

namespace Outreach.Bulk.Uploads;

/// <summary>Takes the storage key and the hash out of a refusal: a server may quote what it was sent.</summary>
internal static class Redaction
{
    public static OutreachApiException Of(OutreachApiException refusal, UploadedFile upload, string remark)
    {
        // The message is not reused: it quotes errors cut short, and half a key is still a secret.
        JsonApiError[] errors =
        [
            .. refusal.Errors.Select(error => new JsonApiError(
                Clean(error.Id, upload), Clean(error.Title, upload), Clean(error.Detail, upload), Clean(error.Pointer, upload))),
        ];
        string text = Clean(refusal.AnswerText, upload);
        string message = AnswerReader.Refusal(refusal.Request ?? "", refusal.Status, errors, text, refusal.Hint);
        return new($"{message} {remark}")
        {
            AnswerText = text,
            Hint = refusal.Hint,
            IsFromBetween = refusal.IsFromBetween,
            Status = refusal.Status,
            Errors = errors,
            Request = refusal.Request,
            RetryAfter = refusal.RetryAfter,
        };
    }

    [return: NotNullIfNotNull(nameof(text))]
    private static string? Clean(string? text, UploadedFile upload) => text?
        .Replace(upload.StorageKey, "(storage key)", StringComparison.Ordinal)
        .Replace(Uri.EscapeDataString(upload.StorageKey), "(storage key)", StringComparison.Ordinal)
        .Replace(upload.StorageKey.Replace("/", "\\/", StringComparison.Ordinal), "(storage key)", StringComparison.Ordinal)
        .Replace(upload.Hash, "(hash)", StringComparison.Ordinal);
}
