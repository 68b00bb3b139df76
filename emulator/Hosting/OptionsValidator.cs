using Outreach.Bulk.Emulator.Batches;
using Outreach.Bulk.Emulator.Schema;

namespace Outreach.Bulk.Emulator.Hosting;

internal static class OptionsValidator
{
    public static void Validate(EmulatorOptions options)
    {
        ArgumentException.ThrowIfNullOrEmpty(options.AccessToken);
        ArgumentException.ThrowIfNullOrEmpty(options.ClientId);
        ArgumentException.ThrowIfNullOrEmpty(options.RefreshToken);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.AccessTokenLifetime, TimeSpan.FromSeconds(1));
        ArgumentOutOfRangeException.ThrowIfLessThan(options.RefreshTokenLifetime, TimeSpan.FromSeconds(1));
        ArgumentNullException.ThrowIfNull(options.TimeProvider);
        ArgumentException.ThrowIfNullOrEmpty(options.RunningState);
        InRange(options.Port, 0, 65_535);
        InRange(options.Accounts, 0, int.MaxValue);
        InRange(options.Prospects, 0, int.MaxValue);
        InRange(options.ConfirmationThreshold, 0, int.MaxValue);
        InRange(options.RequestsPerHour, 1, int.MaxValue);
        InRange(options.RecordedRequests, 0, int.MaxValue);
        InRange(options.ItemsPerBatch, 0, int.MaxValue);
        InRange(options.ItemsPerDay, 0, int.MaxValue);
        InRange(options.CountCap, 1, int.MaxValue);
        InRange(options.RowsPerImport, 0, int.MaxValue);
        InRange(options.RowsPerImportBatch, 1, int.MaxValue);
        ArgumentOutOfRangeException.ThrowIfNegative(options.UploadSizeLimit);
        if (options.Types is string types)
            SavedDocument.Read(types, nameof(options.Types));
        if (options.Schema is string schema)
            SavedDocument.Read(schema, nameof(options.Schema));
        if (options.S3 is S3Storage s3 && s3.Endpoint is not { IsAbsoluteUri: true, Scheme: "http" or "https" })
            throw new ArgumentException("The endpoint of the S3 store must be an address with http or https.", nameof(options));
        ArgumentNullException.ThrowIfNull(options.StorageKeyPrefix);
        ArgumentNullException.ThrowIfNull(options.ClientSecret);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.UploadLinkLifetime, TimeSpan.FromSeconds(1));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(options.UploadLinkLifetime, TimeSpan.FromDays(7));
        ArgumentOutOfRangeException.ThrowIfLessThan(options.PendingTime, TimeSpan.Zero);
        if (!(options.ItemsPerSecond > 0))
            throw new ArgumentOutOfRangeException(nameof(options), "ItemsPerSecond must be above 0.");
        if (BatchStates.All.Contains(options.RunningState))
            throw new ArgumentException($"RunningState can't be '{options.RunningState}', which means something else.", nameof(options));
    }

    private static void InRange(
        int value, int least, int most, [System.Runtime.CompilerServices.CallerArgumentExpression(nameof(value))] string? name = null)
    {
        if (value < least || value > most)
            throw new ArgumentOutOfRangeException(name, value, $"Must be from {least} to {most}.");
    }
}
