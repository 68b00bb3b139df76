using System.Text.Json;

namespace Outreach.Bulk;

/// <summary>
/// Looks for the batch of a POST whose answer was lost. The API has no idempotency key, so a batch is recognised by the
/// window of its creation and by what it echoes of the request.
/// </summary>
internal static class BatchSearch
{
    // The server's clock and ours differ; its timestamps may be whole seconds.
    private static readonly TimeSpan s_clockTolerance = TimeSpan.FromMinutes(2);

    public static async Task<BatchSearchResult> FindAsync(
        OutreachBulkConnection connection,
        BulkActionRequest request,
        DateTimeOffset sentFrom,
        DateTimeOffset sentTo,
        CancellationToken cancellationToken)
    {
        HashSet<(string, string)> asked = Leaves(request);
        List<Batch> echoing = [];
        List<Batch> silent = [];
        await foreach (Batch batch in connection.ListBatchesAsync(new(), cancellationToken).ConfigureAwait(false))
        {
            if (batch.CreatedAt < sentFrom - s_clockTolerance)
                break;
            if (batch.CreatedAt > sentTo + s_clockTolerance)
                continue;
            HashSet<(string, string)> echoed = Leaves(batch.Payload);
            if (asked.Count > 0 && asked.IsSubsetOf(echoed))
                echoing.Add(batch);
            else if (asked.Count == 0 || echoed.Count == 0)
                silent.Add(batch);
        }

        List<Batch> candidates = echoing.Count > 0 ? echoing : silent;
        BatchSearchOutcome outcome = echoing.Count == 1
            ? BatchSearchOutcome.Found
            : candidates.Count > 0 ? BatchSearchOutcome.Ambiguous : BatchSearchOutcome.NotSeen;
        return new(outcome, [.. candidates.Select(batch => new BatchOperation(connection, batch))]);
    }

    // The echo's form is not published, so only names and values are compared, wherever they stand.
    private static HashSet<(string Name, string Text)> Leaves(BulkActionRequest request)
    {
        HashSet<(string, string)> leaves = [];
        using (JsonDocument body = JsonDocument.Parse(request.Body))
        {
            if (body.RootElement.TryGetProperty("data", out JsonElement data))
                Collect(data, "", leaves);
        }

        int query = request.Target.IndexOf('?', StringComparison.Ordinal);
        if (query < 0)
            return leaves;
        foreach (string pair in request.Target[(query + 1)..].Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            string[] parts = pair.Split('=', 2);
            string name = Uri.UnescapeDataString(parts[0])
                .Split(['[', ']'], StringSplitOptions.RemoveEmptyEntries)[^1];
            if (name != "skipConfirmation")
                leaves.Add((name, Uri.UnescapeDataString(parts[1])));
        }

        return leaves;
    }

    private static HashSet<(string Name, string Text)> Leaves(JsonElement? payload)
    {
        HashSet<(string, string)> leaves = [];
        if (payload is { } root)
            Collect(root, "", leaves);
        return leaves;
    }

    private static void Collect(JsonElement element, string name, HashSet<(string, string)> leaves)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (JsonProperty member in element.EnumerateObject())
                    Collect(member.Value, member.Name, leaves);
                break;
            case JsonValueKind.Array:
                foreach (JsonElement item in element.EnumerateArray())
                    Collect(item, name, leaves);
                break;
            case JsonValueKind.String:
                leaves.Add((name, element.GetString()!));
                break;
            default:
                leaves.Add((name, element.GetRawText()));
                break;
        }
    }
}
