using System.Net;
using System.Security.Cryptography;
using Outreach.Bulk.Emulator.JsonApi;

namespace Outreach.Bulk.Emulator.Storage;

/// <summary>Uploads to a store elsewhere. Each is fetched to a file that goes when it is closed.</summary>
internal sealed class S3UploadStorage(S3Storage storage, UploadDirectory directory, EmulatorOptions options) : IUploadStorage
{
    private static readonly TimeSpan s_readLifetime = TimeSpan.FromMinutes(1);

    private static readonly HttpClient s_client = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false });

    private readonly AwsCredentials _credentials = new(storage.AccessKey, storage.SecretKey, storage.Region);
    private readonly string _root = Uri.UnescapeDataString(storage.Endpoint.AbsolutePath).TrimEnd('/');
    private readonly Dictionary<string, string> _validated = new(StringComparer.Ordinal);

    public (string Key, string Link) NewLink()
    {
        string key = directory.NewKey();
        return (key, Sign("PUT", key, options.UploadLinkLifetime));
    }

    public OpenUpload? Open(string key)
    {
        if (!directory.Contains(key) || Fetch(key) is not FileStream file)
            return null;
        // The store tells nobody when a file is replaced; that it is another one shows only in what is in it.
        string content = Convert.ToHexStringLower(SHA256.HashData(file));
        file.Position = 0;
        return new OpenUpload(file, _validated.GetValueOrDefault(key) == content, () => _validated[key] = content);
    }

    private FileStream? Fetch(string key)
    {
        Uri address = new(Sign("GET", key, s_readLifetime), new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true });
        try
        {
            using HttpRequestMessage request = new(HttpMethod.Get, address);
            using HttpResponseMessage response = s_client.Send(request, HttpCompletionOption.ResponseHeadersRead);
            if (response.StatusCode == HttpStatusCode.NotFound)
                return null;
            if (!response.IsSuccessStatusCode)
                throw Unreadable($"It answered {(int)response.StatusCode}.");
            using Stream body = response.Content.ReadAsStream();
            return Spool(body);
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            throw Unreadable(e.Message);
        }
    }

    private FileStream Spool(Stream body)
    {
        FileStream file = new(
            directory.NewFile(), FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, bufferSize: 81_920, FileOptions.DeleteOnClose);
        try
        {
            body.CopyTo(file);
            file.Position = 0;
            return file;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    private string Sign(string method, string key, TimeSpan lifetime) => PresignedUrl.Create(
        _credentials, storage.Endpoint, method, $"{_root}/{storage.Bucket}/{key}", DateTimeOffset.UtcNow, lifetime);

    private static ApiException Unreadable(string why) =>
        new(502, "storageUnreadable", "Bad Gateway", $"The S3 store could not be read. {why}");
}
