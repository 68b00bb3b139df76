namespace Outreach.Bulk;

/// <summary>Imports have no list: each is asked for by itself.</summary>
internal sealed class ImportPolls(ImportSteps imports) : PollSource
{
    public override int IdsPerRequest => 1;

    public override async Task LookAsync(IReadOnlyList<long> ids, PollLook look, CancellationToken cancellationToken) =>
        look.Saw(ids[0], await imports.LookAsync(ids[0], cancellationToken).ConfigureAwait(false));
}
