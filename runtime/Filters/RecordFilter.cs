using System.Runtime.CompilerServices;
using Outreach.Bulk.Filters;
using Outreach.Bulk.Primitives;
using Outreach.Bulk.Protocol;

namespace Outreach.Bulk;

/// <summary>
/// Selects the records that a bulk action acts on; all clauses must hold. Generated filters derive from it, one per
/// model and one per relationship that may be filtered by.
/// </summary>
/// <remarks>
/// A clause that was assigned and is null, blank, empty or <see langword="default"/> throws where it is assigned; only
/// a clause that was never assigned is absent. A filter without any clause is refused by the call that takes it.
/// </remarks>
public abstract record RecordFilter
{
    private readonly SparseValues _clauses;

    /// <summary>For derived records.</summary>
    protected RecordFilter() => _clauses = new();

    /// <summary>Copies <paramref name="original"/>; the copy shares nothing with it.</summary>
    /// <param name="original">The filter to copy.</param>
    protected RecordFilter(RecordFilter original)
    {
        ArgumentNullException.ThrowIfNull(original);
        _clauses = original._clauses.Copy();
        SelectsEverything = original.SelectsEverything;
    }

    /// <summary>Whether this is the model's <c>Everything</c>: every record the caller can reach.</summary>
    protected internal bool SelectsEverything { get; init; }

    internal SparseValues Clauses => _clauses;

    /// <summary>The ids that it lists; null when it selects by something else.</summary>
    internal long[]? SelectedIds => _clauses.Find("id") is FilterValue<long> { ItemsOrNull: { Length: > 0 } ids } ? ids : null;

    /// <summary>Names the clauses, never their values.</summary>
    /// <returns>The filter's name and the names of its clauses.</returns>
    public sealed override string ToString() => SelectsEverything
        ? $"{GetType().Name}.Everything"
        : $"{GetType().Name} {{ {string.Join(", ", _clauses.Names)} }}";

    /// <summary>Whether the two select by the same clauses.</summary>
    /// <param name="other">The other filter.</param>
    /// <returns><see langword="true"/> when all clauses are equal, in any order.</returns>
    public virtual bool Equals(RecordFilter? other) =>
        other is not null
        && EqualityContract == other.EqualityContract
        && SelectsEverything == other.SelectsEverything
        && _clauses.Equals(other._clauses);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(EqualityContract, SelectsEverything, _clauses);

    /// <summary>Reads a clause on an attribute.</summary>
    /// <typeparam name="T">The attribute's type.</typeparam>
    /// <param name="name">Its name in the API.</param>
    /// <returns>What was assigned, or <see langword="default"/>.</returns>
    protected FilterValue<T> GetClause<T>(string name) => _clauses.Get<FilterValue<T>>(name);

    /// <summary>Takes a clause on an attribute.</summary>
    /// <typeparam name="T">The attribute's type.</typeparam>
    /// <param name="name">Its name in the API.</param>
    /// <param name="value">What is asked of it.</param>
    /// <param name="property">The property it was assigned to.</param>
    /// <exception cref="ArgumentException">
    /// The clause is null, blank, empty, <see langword="default"/> or cannot be written, holds a date that is
    /// <see langword="default"/>, or an id less than 1.
    /// </exception>
    protected void SetClause<T>(string name, FilterValue<T> value, [CallerMemberName] string property = "")
    {
        IFilterValue clause = value;
        clause.ThrowIfNotUsable(isId: name == "id", property);
        _clauses.Set(name, property, clause);
    }

    /// <summary>Reads the clauses on a related record.</summary>
    /// <typeparam name="TFilter">The relationship's filter.</typeparam>
    /// <param name="name">The relationship's name in the API.</param>
    /// <returns>What was assigned, or <see langword="null"/>.</returns>
    protected TFilter? GetRelated<TFilter>(string name)
        where TFilter : RecordFilter => _clauses.Get<TFilter>(name);

    /// <summary>Takes the clauses on a related record.</summary>
    /// <param name="name">The relationship's name in the API.</param>
    /// <param name="filter">A filter with at least one clause.</param>
    /// <param name="property">The property it was assigned to.</param>
    /// <exception cref="ArgumentException">The filter is null or has no clause.</exception>
    protected void SetRelated(string name, RecordFilter? filter, [CallerMemberName] string property = "")
    {
        Refuse.Null(filter, property, "A clause that was assigned must say something; leave it out if it should not take part.");
        if (filter._clauses.Count == 0)
        {
            throw new ArgumentException(
                $"{property} has no clause, so it would not take part. Give it one, or leave {property} out.",
                property);
        }

        filter.ThrowIfNotUsable(property);
        _clauses.Set(name, property, filter);
    }

    /// <summary>A copy that selects by <paramref name="ids"/> instead of whatever it asked of ids before.</summary>
    internal RecordFilter WithIds(FilterValue<long> ids)
    {
        RecordFilter copy = this with { SelectsEverything = false };
        copy.SetClause("id", ids, "Id");
        return copy;
    }

    internal void ThrowIfNotUsable(string property)
    {
        if (SelectsEverything && _clauses.Count > 0)
        {
            throw new ArgumentException(
                $"{property} is {GetType().Name}.Everything with clauses added, which contradicts itself. Start from new() instead.",
                property);
        }

        if (!SelectsEverything && _clauses.Count == 0)
        {
            throw new ArgumentException(
                $"{property} has no clause, which the API reads as every record. If every record is meant, write the model's "
                    + "Everything filter.",
                property);
        }
    }

    /// <summary>Writes the clauses, below whatever the writer is in.</summary>
    /// <param name="query">The query.</param>
    /// <param name="commaIds">Whether several ids are one parameter, with commas.</param>
    internal void WriteTo(QueryWriter query, bool commaIds)
    {
        foreach (ref readonly SparseValues.Entry clause in _clauses.Entries)
        {
            query.Push(clause.Name);
            if (clause.Value is RecordFilter related)
                related.WriteTo(query, commaIds);
            else
                ((IFilterValue)clause.Value).WriteTo(query, commaIds && clause.Name == "id");
            query.Pop();
        }
    }
}
