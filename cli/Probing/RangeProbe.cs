namespace Outreach.Bulk.Cli.Probing;

/// <summary>Whether a range of ids selects what it says inside of actionParams, which jobs depend on.</summary>
internal sealed class RangeProbe : IProbe
{
    public string Name => "ranges";

    public string Settles => "whether ranges of ids work inside actionParams, which jobs of more than one request depend on";

    public string? Touches => "removes a tag that no record has, from the one account, selected by a range of ids; changes nothing, "
        + "whatever matches";

    public async Task RunAsync(ProbeContext context, CancellationToken cancellationToken)
    {
        string id = context.AccountId.ToString(System.Globalization.CultureInfo.InvariantCulture);
        string found;
        try
        {
            BatchOperation batch = await context.Session.Batches
                .StartAsync(context.Harmless(ProbeContext.Where($"id>={id}", $"id<={id}"), new(1, 1)), null, CancellationToken.None)
                .ConfigureAwait(false);
            Batch last = await batch.RefreshAsync(cancellationToken).ConfigureAwait(false);
            found = last.MatchedCount == 1 ? "works" : $"matched {last.MatchedCount}";
        }
        catch (BatchOutOfBoundsException outside)
        {
            found = $"ignored: matched {(outside.Count > 1 ? "more than one record" : "none")}";
        }
        catch (OutreachApiException refusal)
        {
            found = $"refused with {(int?)refusal.Status}";
        }

        context.Findings.Add("idRanges", found);
    }
}
