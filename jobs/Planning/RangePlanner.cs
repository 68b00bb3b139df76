using System.Globalization;
using Outreach.Bulk.Calls;

namespace Outreach.Bulk.Jobs.Planning;

/// <summary>
/// Cuts what a call selects into ranges of ids. Ranges lie next to each other from the lowest id to the highest that there was, so
/// that no record can be in two of them or in none, whatever changes: a count may be wrong by the time it is used, a cut cannot.
/// </summary>
internal sealed class RangePlanner(IRecordCounter counter, PlanOptions options, TimeProvider time)
{
    private readonly PlanRequests _requests = new(counter, options, time);

    /// <param name="within">The ids that the call itself allows.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="OutreachBulkException">
    /// The records change too fast, the server does not count or passes ranges over, or it takes more requests than allowed.
    /// </exception>
    public async Task<RecordPlan> PlanAsync(IdRange within, CancellationToken cancellationToken)
    {
        IdRange range = within with { Last = await FreezeAsync(within, cancellationToken).ConfigureAwait(false) };
        return range.IsEmpty ? Plan([], range) : await CutAsync(range, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Cuts a range whose ends are settled.</summary>
    /// <inheritdoc cref="PlanAsync" path="/exception"/>
    public async Task<RecordPlan> CutAsync(IdRange range, CancellationToken cancellationToken)
    {
        (long planned, long found) = (0, 0);
        for (int attempt = 0; attempt < options.Attempts; attempt++)
        {
            RecordCount whole = await _requests.CountAsync(range, cancellationToken).ConfigureAwait(false);
            Halving halving = new(_requests, options);
            List<CountedRange> chunks = CountedRange.Merge(
                await halving.RunAsync(range, whole, cancellationToken).ConfigureAwait(false), options.RecordsPerChunk);
            planned = chunks.Sum(chunk => chunk.Count);
            found = await CheckAsync(chunks, whole, cancellationToken).ConfigureAwait(false);
            if (Math.Abs(found - planned) <= (long)(planned * options.Drift))
                return Plan(await WithCanaryAsync(chunks, cancellationToken).ConfigureAwait(false), range);
        }

        throw new OutreachBulkException(
            string.Create(
                CultureInfo.InvariantCulture,
                $"The records change while they are counted: of {planned} planned, {found} were there a little later, and that after "
                    + $"{options.Attempts} attempts. Nothing was changed. Plan when less is going on, or allow more drift "
                    + $"than {options.Drift}."));
    }

    // Neither sorting nor the guess need be right. What comes later has a higher id than the highest, and a range that ended above that
    // would act on it.
    private async Task<long> FreezeAsync(IdRange within, CancellationToken cancellationToken)
    {
        long guess = await _requests.GuessHighestIdAsync(cancellationToken).ConfigureAwait(false) ?? 0;
        long highest = Math.Clamp(guess, within.First - 1, within.Last);
        long below = highest;
        while (await IsAnyAsync(within with { First = highest + 1 }, cancellationToken).ConfigureAwait(false))
        {
            if (highest > long.MaxValue / 2)
                throw PlanRequests.RangesNotObeyed($"There were records above the id {highest}.");
            (below, highest) = (highest, Math.Min(within.Last, Math.Max(1, highest * 2)));
        }

        while (below + 1 < highest)
        {
            long middle = below + ((highest - below) / 2);
            if (await IsAnyAsync(new(middle + 1, highest), cancellationToken).ConfigureAwait(false))
                below = middle;
            else
                highest = middle;
        }

        return highest;
    }

    private async Task<bool> IsAnyAsync(IdRange range, CancellationToken cancellationToken) =>
        !range.IsEmpty && (await _requests.CountAsync(range, cancellationToken).ConfigureAwait(false)).AtLeast > 0;

    // What the server counts to the end at once is counted at once.
    private async Task<long> CheckAsync(List<CountedRange> chunks, RecordCount whole, CancellationToken cancellationToken)
    {
        if (whole.Count <= options.RecordsPerChunk)
            return whole.Count.Value;
        long most = whole.Count is null ? (long)(whole.AtLeast / (1 + options.Drift)) : long.MaxValue;
        long found = 0;
        foreach (CountedRange part in CountedRange.Merge(chunks, most))
            found += (await _requests.CountAsync(part.Ids, cancellationToken).ConfigureAwait(false)).AtLeast;
        return found;
    }

    private async Task<List<CountedRange>> WithCanaryAsync(List<CountedRange> chunks, CancellationToken cancellationToken)
    {
        if (options.Canary is not { } most || chunks.Count == 0)
            return chunks;
        CountedRange[] first = await new CanarySearch(_requests, most).CutAsync(chunks[0], cancellationToken).ConfigureAwait(false);
        return [first[0], .. CountedRange.Merge([.. first.Skip(1), .. chunks.Skip(1)], options.RecordsPerChunk)];
    }

    private RecordPlan Plan(List<CountedRange> chunks, IdRange range) => new()
    {
        Chunks = [.. chunks.Where(chunk => chunk.Count > 0).Select(chunk => new RecordChunk(chunk.Ids, null, chunk.Count))],
        HighestId = range.Last,
        Requests = _requests.Sent,
        IsCounted = true,
    };
}
