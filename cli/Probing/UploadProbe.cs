using System.Text;
using System.Text.Json.Nodes;
using Outreach.Bulk.Cli.Output;

namespace Outreach.Bulk.Cli.Probing;

/// <summary>How upload links are written and signed, and which hash validates a file.</summary>
internal sealed class UploadProbe : IProbe
{
    private static readonly byte[] s_file = "name\nprobe\n"u8.ToArray();

    public string Name => "uploads";

    public string Settles => "how upload links are written and signed, and which key and encoding of the hash validate a file";

    public string? Touches => "uploads a file of one row up to eight times and asks for its validation; starts no import. Outreach keeps "
        + "unused uploads for a time of its own";

    public async Task RunAsync(ProbeContext context, CancellationToken cancellationToken)
    {
        ProbeAnswer link = await context.Client.DecideAsync("imports/actions/generateUploadLink", withBody: false, cancellationToken)
            .ConfigureAwait(false);
        context.Findings.Add("uploadLink", new JsonObject
        {
            ["status"] = (int)link.Status, ["shape"] = Shape.Of(link.Body), ["signed"] = Signature(link),
        });

        JsonObject hashes = [];
        bool isSettled = false;
        foreach (HashChoice choice in Choices(context.Session.Variable("OUTREACH_CLIENT_SECRET")))
        {
            if (isSettled)
                break;
            string outcome = await TryAsync(context, choice, cancellationToken).ConfigureAwait(false);
            hashes[choice.ToString()] = outcome;
            isSettled = outcome == "validates";
            if (isSettled)
                choice.Note(context.Findings);
        }

        context.Findings.Add("hash", hashes);
        if (!isSettled && context.Session.Variable("OUTREACH_CLIENT_SECRET") is null)
            context.Findings.Add("hashNotTried", "the client's secret as key: set OUTREACH_CLIENT_SECRET");
    }

    private static async Task<string> TryAsync(ProbeContext context, HashChoice choice, CancellationToken cancellationToken)
    {
        using OutreachBulkConnection connection = context.Session.Connect(options =>
        {
            choice.Apply(options.Protocol);
            options.AllowUnencryptedUploads = context.Session.BaseAddress.IsLoopback;
        });
        ImportCollection imports = new(connection);
        try
        {
            UploadLink link = await imports.CreateUploadLinkAsync(cancellationToken).ConfigureAwait(false);
            UploadedFile file = await imports
                .UploadAsync(link, CsvFile.From(s_file, "probe.csv"), null, null, cancellationToken)
                .ConfigureAwait(false);
            await imports.ValidateAsync(file, cancellationToken).ConfigureAwait(false);
            return "validates";
        }
        catch (OutreachApiException refusal)
        {
            return $"refused with {(int?)refusal.Status}";
        }
        catch (OutreachBulkException failure)
        {
            return failure.GetType().Name;
        }
    }

    // The names of the query's parts, such as X-Amz-SignedHeaders, whose value says what must be sent.
    private static JsonObject? Signature(ProbeAnswer answer)
    {
        string? address = answer.Body is { } body ? Find(body) : null;
        if (address is null || !Uri.TryCreate(address, UriKind.Absolute, out Uri? link))
            return null;
        JsonObject parts = new() { ["scheme"] = link.Scheme };
        foreach (string part in link.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            string[] pair = part.Split('=', 2);
            parts[pair[0]] = pair[0] is "X-Amz-Expires" or "X-Amz-SignedHeaders" or "X-Amz-Algorithm"
                ? Uri.UnescapeDataString(pair[^1])
                : "(value)";
        }

        return parts;
    }

    private static string? Find(System.Text.Json.JsonElement element) => element.ValueKind switch
    {
        System.Text.Json.JsonValueKind.Object => element.EnumerateObject()
            .Select(member => member.Name.Equals("uploadUrl", StringComparison.OrdinalIgnoreCase)
                ? member.Value.ToString()
                : Find(member.Value))
            .FirstOrDefault(found => found is not null),
        System.Text.Json.JsonValueKind.Array => element.EnumerateArray().Select(Find).FirstOrDefault(found => found is not null),
        _ => null,
    };

    private static IEnumerable<HashChoice> Choices(string? secret)
    {
        foreach (bool isBase64 in new[] { false, true })
        {
            yield return new("storage-key", isBase64, true, null);
            yield return new("empty-key", isBase64, true, Array.Empty<byte>());
            yield return new("no-key", isBase64, false, null);
            if (secret is not null)
                yield return new("client-secret", isBase64, true, Encoding.UTF8.GetBytes(secret));
        }
    }

    private sealed record HashChoice(string Key, bool IsBase64, bool IsKeyed, byte[]? Bytes)
    {
        public void Apply(ProtocolOptions protocol)
        {
            protocol.HashWithKey = IsKeyed;
            protocol.HashKey = Bytes is null ? (ReadOnlyMemory<byte>?)null : new(Bytes);
            protocol.HashAsBase64 = IsBase64;
        }

        public void Note(ProbeFindings findings)
        {
            findings.Choose(nameof(ProtocolOptions.HashWithKey), IsKeyed);
            findings.Choose(nameof(ProtocolOptions.HashKey), Key);
            findings.Choose(nameof(ProtocolOptions.HashAsBase64), IsBase64);
        }

        public override string ToString() => $"{Key}, {(IsBase64 ? "base64" : "hex")}";
    }
}
