using System.Xml.Linq;

namespace Outreach.Bulk.Emulator.Tests.Imports;

/// <summary>What the storage answered: nothing when it took the file in, else S3's XML.</summary>
internal sealed record StorageReply(int Status, XElement? Error)
{
    public string? Code => (string?)Error?.Element("Code");

    public string? Message => (string?)Error?.Element("Message");

    public static async Task<StorageReply> ReadAsync(HttpResponseMessage response)
    {
        string text = await response.Content.ReadAsStringAsync();
        return new StorageReply((int)response.StatusCode, text.Length == 0 ? null : XDocument.Parse(text).Root);
    }
}
