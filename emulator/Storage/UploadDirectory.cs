using System.Security.Cryptography;

namespace Outreach.Bulk.Emulator.Storage;

/// <summary>The uploaded files: on disk, in a folder that comes with the first upload and goes with the emulator.</summary>
internal sealed class UploadDirectory(EmulatorOptions options) : IDisposable
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, StoredUpload?> _uploads = new(StringComparer.Ordinal);
    private DirectoryInfo? _folder;
    private long _nextFile;
    private bool _disposed;

    public string? Folder
    {
        get
        {
            lock (_gate)
                return _folder?.FullName;
        }
    }

    public string NewKey()
    {
        string key = options.StorageKeyPrefix + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        lock (_gate)
            _uploads[key] = null;
        return key;
    }

    public bool Contains(string key)
    {
        lock (_gate)
            return _uploads.ContainsKey(key);
    }

    /// <summary>The file under a key and a stream to read it, which outlives its replacement; null when nothing has arrived.</summary>
    public (StoredUpload Upload, FileStream File)? Open(string key)
    {
        lock (_gate)
        {
            return _uploads.GetValueOrDefault(key) is StoredUpload upload
                ? (upload, new FileStream(upload.Path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, 81_920))
                : null;
        }
    }

    /// <summary>A path for a file that is still arriving.</summary>
    public string NewFile()
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            _folder ??= Directory.CreateTempSubdirectory("outreach-emulator-");
            return Path.Combine(_folder.FullName, $"{_nextFile++}.upload");
        }
    }

    /// <summary>Puts a file that arrived whole under its key; the last one to arrive stays.</summary>
    public void Commit(string key, StoredUpload upload)
    {
        lock (_gate)
        {
            StoredUpload? replaced = _uploads.GetValueOrDefault(key);
            _uploads[key] = upload;
            if (replaced is not null)
                File.Delete(replaced.Path);
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _disposed = true;
            _folder?.Delete(recursive: true);
            _folder = null;
            _uploads.Clear();
        }
    }
}
