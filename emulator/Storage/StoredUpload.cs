namespace Outreach.Bulk.Emulator.Storage;

/// <summary>A file that arrived whole. An upload that replaces it is another one, and not validated.</summary>
internal sealed class StoredUpload(string path, long size)
{
    public string Path => path;

    public long Size => size;

    public bool Validated { get; set; }
}
