namespace Outreach.Bulk.Emulator.Storage;

/// <summary>A file that arrived whole. An upload that replaces it is another one, and not validated.</summary>
internal sealed class StoredUpload(string path)
{
    public string Path => path;

    public bool Validated { get; set; }
}
