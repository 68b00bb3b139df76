using System.Runtime.CompilerServices;
using Outreach.Bulk.Calls;
using Outreach.Bulk.Primitives;

namespace Outreach.Bulk;

/// <summary>
/// The <c>actionParams</c> of a bulk action, and everything else that is decided per call. Generated records derive from
/// it and add the model's filter.
/// </summary>
public abstract record BulkActionParams
{
    private readonly SparseValues _parameters;
    private RecordFilter? _filter;

    /// <summary>For derived records.</summary>
    protected BulkActionParams() => _parameters = new();

    /// <summary>Copies <paramref name="original"/>; the copy shares nothing with it.</summary>
    /// <param name="original">The record to copy.</param>
    protected BulkActionParams(BulkActionParams original)
    {
        ArgumentNullException.ThrowIfNull(original);
        _parameters = original._parameters.Copy();
        _filter = original._filter;
        Confirm = original.Confirm;
        SkipConfirmation = original.SkipConfirmation;
        OnUnknownOutcome = original.OnUnknownOutcome;
        Label = original.Label;
        ConsentOrNull = original.ConsentOrNull;
    }

    /// <summary>
    /// What to do when the batch asks for confirmation. Default: nothing, so that a batch that asks waits until
    /// <see cref="BatchOperation.ConfirmAsync"/> or <see cref="BatchOperation.CancelAsync"/> is called.
    /// </summary>
    public Confirm? Confirm { get; init; }

    /// <summary>
    /// Tells the server not to ask for confirmation, however many records match. Default <see langword="false"/>.
    /// </summary>
    /// <remarks>
    /// It exists because the API has it. It gives up the server's own safety step; prefer <see cref="Confirm"/>. A
    /// selection of ids too long for the request line is refused with it, and so is an action that destroys data: the
    /// server acts before any count can be checked, so no policy and no consent protects the records.
    /// </remarks>
    public bool SkipConfirmation { get; init; }

    /// <summary>What to do when the request was sent and its answer was lost.</summary>
    /// <value>Default <see cref="OnUnknownOutcome.Throw"/>.</value>
    public OnUnknownOutcome OnUnknownOutcome { get; init; } = OnUnknownOutcome.Throw;

    /// <summary>What the journal shows this call as, such as <c>nightly 2026-11-29</c>. The server does not get it.</summary>
    /// <value>Up to 200 characters, not blank. Default <see langword="null"/>: none.</value>
    public string? Label
    {
        get;
        init
        {
            RunName.ThrowIfNotUsable(value, "label", nameof(Label));
            field = value;
        }
    }

    internal RecordFilter FilterOrThrow =>
        _filter ?? throw new InvalidOperationException("Filter was never assigned: no filter, no call.");

    internal Consent? ConsentOrNull { get; private protected set; }

    internal SparseValues Parameters => _parameters;

    /// <summary>Names what was assigned, never the values.</summary>
    /// <returns>The record's name and the names of its parts.</returns>
    public sealed override string ToString() =>
        $"{GetType().Name} {{ {string.Join(", ", _parameters.Names.Prepend(_filter is null ? "no filter" : $"Filter = {_filter}"))} }}";

    /// <summary>Whether the two say the same.</summary>
    /// <param name="other">The other record.</param>
    /// <returns><see langword="true"/> when filter, policy and parameters are equal.</returns>
    public virtual bool Equals(BulkActionParams? other) =>
        other is not null
        && EqualityContract == other.EqualityContract
        && Equals(_filter, other._filter)
        && Equals(Confirm, other.Confirm)
        && SkipConfirmation == other.SkipConfirmation
        && Equals(OnUnknownOutcome, other.OnUnknownOutcome)
        && Label == other.Label
        && Equals(ConsentOrNull, other.ConsentOrNull)
        && _parameters.Equals(other._parameters);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(EqualityContract, _filter, SkipConfirmation, _parameters);

    /// <summary>A copy with another filter.</summary>
    internal BulkActionParams Selecting(RecordFilter filter)
    {
        BulkActionParams copy = this with { };
        copy.SetFilter(filter, nameof(filter));
        return copy;
    }

    /// <summary>A copy whose policy, and whose consent if it has one, admit these counts.</summary>
    internal BulkActionParams Allowing(CountRange counts)
    {
        BulkActionParams copy = this with { Confirm = Confirm.For(counts) };
        if (ConsentOrNull is not null)
            copy.ConsentOrNull = Consent.For(counts);
        return copy;
    }

    /// <summary>Reads the filter.</summary>
    /// <typeparam name="TFilter">The model's filter.</typeparam>
    /// <returns>The filter that was assigned.</returns>
    protected TFilter GetFilter<TFilter>()
        where TFilter : RecordFilter => (TFilter)FilterOrThrow;

    /// <summary>Takes the filter.</summary>
    /// <param name="filter">The filter; it has at least one clause, or is the model's <c>Everything</c>.</param>
    /// <param name="property">The property it was assigned to.</param>
    /// <exception cref="ArgumentException">The filter is null or has no clause.</exception>
    protected void SetFilter(RecordFilter filter, [CallerMemberName] string property = "")
    {
        Refuse.Null(
            filter,
            property,
            "No filter, no call: give it a clause or, if every record is meant, write the model's Everything filter.");
        filter.ThrowIfNotUsable(property);
        _filter = filter;
    }

    /// <summary>Reads a parameter.</summary>
    /// <typeparam name="T">Its type.</typeparam>
    /// <param name="name">Its name in the API.</param>
    /// <returns>What was assigned, or the type's default.</returns>
    protected T? GetParameter<T>(string name) => _parameters.Get<T>(name);

    /// <summary>Takes a parameter, sent as <c>actionParams[name]</c>.</summary>
    /// <typeparam name="T">Its type.</typeparam>
    /// <param name="name">Its name in the API.</param>
    /// <param name="value">Its value; text must not be blank.</param>
    /// <param name="property">The property it was assigned to.</param>
    /// <exception cref="ArgumentException">The value is null, blank or cannot be written.</exception>
    protected void SetParameter<T>(string name, T value, [CallerMemberName] string property = "")
    {
        WireText.ThrowIfNotWritable(value, property);
        _parameters.Set(name, property, value);
    }
}
