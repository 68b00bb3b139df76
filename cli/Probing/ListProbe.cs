using System.Text.Json.Nodes;

namespace Outreach.Bulk.Cli.Probing;

/// <summary>Whether lists of batches can be sorted, and filtered by id and by what started them.</summary>
internal sealed class ListProbe : IProbe
{
    public string Name => "lists";

    public string Settles => "whether lists of batches obey sort, filter[id] and filter[contextType], and what the root says of a token";

    public string? Touches => null;

    public async Task RunAsync(ProbeContext context, CancellationToken cancellationToken)
    {
        ProbeAnswer root = await context.Client.GetAsync("", cancellationToken).ConfigureAwait(false);
        context.Findings.Add("root", new JsonObject { ["status"] = (int)root.Status, ["shape"] = Shape.Of(root.Body) });

        long[] up = (await context.Client.GetAsync("batches?sort=createdAt&page[size]=100", cancellationToken).ConfigureAwait(false)).Ids;
        long[] down = (await context.Client.GetAsync("batches?sort=-createdAt&page[size]=100", cancellationToken)
            .ConfigureAwait(false)).Ids;
        context.Findings.Add("batchesSort", up.Length < 2 ? "not known: fewer than two batches" : up[0] != down[0] ? "obeyed" : "ignored");
        if (down.Length < 2)
        {
            context.Findings.Add("batchesFilterById", "not known: fewer than two batches");
        }
        else
        {
            ProbeAnswer one = await context.Client.GetAsync(FormattableString.Invariant($"batches?filter[id]={down[0]}"), cancellationToken)
                .ConfigureAwait(false);
            context.Findings.Add("batchesFilterById", Verdict(one, one.Ids is [var id] && id == down[0]));
        }

        ProbeAnswer imports = await context.Client.GetAsync("batches?filter[contextType]=Import", cancellationToken).ConfigureAwait(false);
        context.Findings.Add("batchesFilterByContext", Verdict(imports, !imports.Ids.SequenceEqual(down) || down.Length == 0));
        if (!imports.IsSuccess)
            context.Findings.Choose(nameof(ProtocolOptions.FindBatchesOfImports), false);
    }

    private static string Verdict(ProbeAnswer answer, bool isObeyed) =>
        !answer.IsSuccess ? $"refused with {(int)answer.Status}" : isObeyed ? "obeyed" : "ignored";
}
