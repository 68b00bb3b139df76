namespace Outreach.Bulk.Emulator.Storage;

/// <summary>Uploads to the emulator itself.</summary>
internal sealed class LocalUploads(UploadStore store, StorageCredentials credentials, EmulatorOptions options, Uri baseAddress) : IUploads
{
    public (string Key, string Link) NewLink()
    {
        string key = store.NewKey();
        return (key, UploadLink.Sign(
            credentials, baseAddress, "PUT", StorageEndpoint.Root + key, options.TimeProvider.GetUtcNow(), options.UploadLinkLifetime));
    }

    public OpenUpload? Open(string key) =>
        store.Open(key) is var (upload, file) ? new OpenUpload(file, upload.Validated, () => upload.Validated = true) : null;
}
