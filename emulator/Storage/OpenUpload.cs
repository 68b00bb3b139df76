namespace Outreach.Bulk.Emulator.Storage;

/// <summary>A file that arrived whole, open to be read.</summary>
internal sealed class OpenUpload(FileStream file, bool isValidated, Action validate) : IDisposable
{
    public FileStream File => file;

    /// <summary>Whether this very file was validated, and not one it has replaced.</summary>
    public bool IsValidated => isValidated;

    public void MarkValidated() => validate();

    public void Dispose() => file.Dispose();
}
