namespace Outreach.Bulk.Emulator.Storage;

/// <summary>Where uploads go to and are read back from.</summary>
internal interface IUploadStorage
{
    /// <summary>A new storage key, and a link to PUT a file to.</summary>
    (string Key, string Link) NewLink();

    /// <summary>The file under a key, to be disposed; null when nothing has arrived.</summary>
    OpenUpload? Open(string key);
}
