using System.Xml;
using Outreach.Bulk.Primitives;
using Outreach.Bulk.Protocol;

namespace Outreach.Bulk.Uploads;

/// <summary>What the body of a refusal says, but for what it repeats of the link, the key and what was signed.</summary>
/// <param name="Code">The storage's word, such as <c>SlowDown</c>; null when it gave none.</param>
/// <param name="IsExpired">Whether the link has expired.</param>
/// <param name="Endpoint">The host that S3 names where it does not redirect by a header.</param>
/// <param name="Other">What else the answer is: part of a sentence; null when it is the storage's own or empty.</param>
internal sealed record StorageError(string? Code, bool IsExpired, string? Endpoint, string? Other)
{
    private const int LongestWord = 64;

    private const int LongestHost = 253;

    /// <param name="text">The body.</param>
    /// <param name="link">The link, which a page may repeat.</param>
    public static StorageError Parse(byte[] text, PresignedAddress link)
    {
        string? code = null;
        string? endpoint = null;
        string message = "";
        try
        {
            XmlReaderSettings settings = new() { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null };
            using XmlReader reader = XmlReader.Create(new MemoryReader(text), settings);
            while (reader.Read())
            {
                if (reader.NodeType != XmlNodeType.Element || reader.Depth != 1)
                    continue;
                string name = reader.LocalName;
                if (name is not ("Code" or "Message" or "Endpoint") || !reader.Read() || reader.NodeType != XmlNodeType.Text)
                    continue;
                if (name == "Code" && reader.Value.Length <= LongestWord && reader.Value.All(char.IsAsciiLetterOrDigit))
                    code = reader.Value;
                else if (name == "Endpoint" && reader.Value.Length <= LongestHost && Uri.CheckHostName(reader.Value) == UriHostNameType.Dns)
                    endpoint = reader.Value;
                else if (name == "Message")
                    message = reader.Value;
            }
        }
        catch (XmlException)
        {
            // What was read until here says enough.
        }

        bool isExpired = code == "ExpiredToken"
            || (code == "AccessDenied" && message.Contains("expired", StringComparison.OrdinalIgnoreCase));
        return new(code, isExpired, endpoint, code is null ? AnswerText.DescribePage(text, mayTell: title => !link.IsQuotedBy(title)) : null);
    }
}
