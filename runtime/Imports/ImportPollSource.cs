using Outreach.Bulk.Operations;

namespace Outreach.Bulk.Imports;

/// <summary>Imports have no list: each is asked for by itself.</summary>
internal sealed class ImportPollSource(ImportApi api) : PollSource<Import>
{
    public override int IdsPerRequest => 1;

    public override async Task PollAsync(Poll<Import> poll, CancellationToken cancellationToken) =>
        poll.Saw(poll.Ids[0], await api.GetOnceAsync(poll.Ids[0], cancellationToken).ConfigureAwait(false));
}
