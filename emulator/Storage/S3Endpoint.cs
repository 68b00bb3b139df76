using System.Globalization;
using Outreach.Bulk.Emulator.JsonApi;

namespace Outreach.Bulk.Emulator.Storage;

/// <summary>The place upload links point at. It knows S3's rules and nothing of tokens, budgets or JSON:API.</summary>
internal sealed class S3Endpoint(UploadDirectory directory, AwsCredentials credentials, EmulatorOptions options)
{
    public const string Root = "/storage/";
    private readonly PresignedUrlValidator _validator = new(credentials, options.TimeProvider);

    public static bool Owns(string target) => target.StartsWith(Root, StringComparison.Ordinal);

    /// <summary>Takes a file in. Ends in an <see cref="IOException"/> when it breaks off, and keeps nothing then.</summary>
    /// <param name="request">What is asked for.</param>
    /// <param name="body">The file.</param>
    /// <param name="cutAfter">Breaks off itself once so many bytes have come; null to take all.</param>
    /// <param name="cancellationToken">Fires when the caller is gone.</param>
    public async Task<ApiResponse> PutAsync(S3Request request, Stream body, long? cutAfter, CancellationToken cancellationToken)
    {
        try
        {
            string key = Check(request);
            return await ReceiveAsync(key, body, request.ContentLength!.Value, cutAfter, cancellationToken);
        }
        catch (S3Exception error)
        {
            return await RefuseAsync(request, body, error, cancellationToken);
        }
    }

    /// <summary>Refuses a file, before it is sent where the caller waits for that.</summary>
    public static async Task<ApiResponse> RefuseAsync(
        S3Request request, Stream body, S3Exception error, CancellationToken cancellationToken)
    {
        // The refusal must not overtake the file: a connection closed with bytes underway is reset, and the answer lost.
        if (!request.AsksFirst)
            await body.CopyToAsync(Stream.Null, cancellationToken);
        return error.ToResponse();
    }

    private string Check(S3Request request)
    {
        if (request.IsChunked)
        {
            throw new S3Exception(
                501,
                "NotImplemented",
                "A header you provided implies functionality that is not implemented",
                ("Header", "Transfer-Encoding"));
        }

        _validator.Validate(request);
        string key = request.Path[Root.Length..];
        if (!directory.Contains(key))
            throw new S3Exception(404, "NoSuchKey", "The specified key does not exist.");
        if (request.ContentLength is not long length)
            throw new S3Exception(411, "MissingContentLength", "You must provide the Content-Length HTTP header.");
        if (length > options.UploadSizeLimit)
        {
            throw new S3Exception(
                400, "EntityTooLarge", "Your proposed upload exceeds the maximum allowed size",
                ("ProposedSize", Text(length)), ("MaxSizeAllowed", Text(options.UploadSizeLimit)));
        }

        return key;
    }

    private async Task<ApiResponse> ReceiveAsync(string key, Stream body, long length, long? cutAfter, CancellationToken cancellationToken)
    {
        string path = directory.NewFile();
        try
        {
            await using (FileStream file = new(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0, useAsync: true))
            {
                byte[] buffer = new byte[81_920];
                long until = Math.Min(length, cutAfter ?? length);
                for (long received = 0; received < until;)
                {
                    int most = (int)Math.Min(buffer.Length, until - received);
                    int read = await body.ReadAsync(buffer.AsMemory(0, most), cancellationToken);
                    if (read == 0)
                        throw new IOException("The upload ended early.");
                    await file.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
                    received += read;
                }

                if (cutAfter is not null)
                    throw new IOException("The upload is cut, as scripted.");
            }

            directory.Commit(key, new StoredUpload(path));
            return new ApiResponse(200, null)
            {
                Headers = [new("Content-Type", "application/xml"), new("ETag", $"\"{Path.GetFileNameWithoutExtension(path)}\"")],
            };
        }
        catch
        {
            File.Delete(path);
            throw;
        }
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
