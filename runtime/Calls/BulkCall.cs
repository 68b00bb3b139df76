using Outreach.Bulk.Calls;
using Outreach.Bulk.Http;

namespace Outreach.Bulk;

/// <summary>
/// A call of a bulk action as a value: action, params and attributes, checked and not sent. It can be compared, written as text,
/// read back, and sent by <see cref="BatchCollection.StartAsync"/>.
/// </summary>
/// <remarks>Values compare by content. A call that was read back equals the one that was written.</remarks>
/// <example>
/// <code>
/// BulkCall call = BulkCall.Of(
///     new ProspectsAddTagsParams { Filter = new() { Id = [1, 2, 3] } },
///     new ProspectsAddTagsAttributes { Tags = ["vip"] });
/// string json = call.ToJson();
/// </code>
/// </example>
public sealed class BulkCall : IEquatable<BulkCall>
{
    private string? _canonicalText;

    internal BulkCall(BulkAction action, BulkActionParams actionParams, AttributeSet? attributes)
    {
        RequestLine.ThrowIfNotBelowBase(action.Path, action.Name, nameof(action));
        actionParams.FilterOrThrow.ThrowIfNotUsable(nameof(BulkActionParams) + ".Filter");
        if (actionParams is { SkipConfirmation: true, ConsentOrNull: not null })
        {
            throw new ArgumentException(
                $"{nameof(BulkActionParams.SkipConfirmation)} is refused for an action that destroys data: the records would be "
                    + "gone before their count could be compared with the consent. Leave it out; the consent confirms.",
                nameof(actionParams));
        }

        if (actionParams.OnUnknownOutcome is null)
        {
            throw new ArgumentException(
                $"{nameof(BulkActionParams.OnUnknownOutcome)} is null; leave it out for {nameof(OnUnknownOutcome.Throw)}.",
                nameof(actionParams));
        }

        if (attributes is ModifyAttributes && attributes.Values.Count == 0)
            throw new ArgumentException("A bulk modify needs at least one attribute; none was assigned.", nameof(attributes));

        Action = action;
        Params = actionParams;
        Attributes = attributes;
    }

    /// <summary>The action.</summary>
    public BulkAction Action { get; }

    /// <summary>Filter, policy and parameters.</summary>
    public BulkActionParams Params { get; }

    /// <summary>The action's attributes; <see langword="null"/> for an action that takes none.</summary>
    public AttributeSet? Attributes { get; }

    private string CanonicalText => _canonicalText ??= BulkCallWriter.CanonicalText(this);

    /// <summary>Makes a call of an action that takes no attributes.</summary>
    /// <typeparam name="TParams">The action's params, which name the action.</typeparam>
    /// <param name="actionParams">The params.</param>
    /// <returns>The call.</returns>
    /// <exception cref="ArgumentException">The call cannot be sent as it is, whatever the options say.</exception>
    /// <exception cref="InvalidOperationException">The params have no filter.</exception>
    public static BulkCall Of<TParams>(TParams actionParams)
        where TParams : BulkActionParams, IBulkActionParams
    {
        ArgumentNullException.ThrowIfNull(actionParams);
        return new(TParams.Action, actionParams, null);
    }

    /// <summary>Makes a call of an action that takes attributes.</summary>
    /// <typeparam name="TParams">The action's params, which name the action.</typeparam>
    /// <typeparam name="TAttributes">The action's attributes.</typeparam>
    /// <param name="actionParams">The params.</param>
    /// <param name="attributes">The attributes.</param>
    /// <returns>The call.</returns>
    /// <exception cref="ArgumentException">The call cannot be sent as it is, whatever the options say.</exception>
    /// <exception cref="InvalidOperationException">The params have no filter.</exception>
    public static BulkCall Of<TParams, TAttributes>(TParams actionParams, TAttributes attributes)
        where TParams : BulkActionParams, IBulkActionParams<TAttributes>
        where TAttributes : AttributeSet
    {
        ArgumentNullException.ThrowIfNull(actionParams);
        ArgumentNullException.ThrowIfNull(attributes);
        return new(TParams.Action, actionParams, attributes);
    }

    /// <summary>Reads a call that was written.</summary>
    /// <param name="json">What <see cref="ToJson"/> gave.</param>
    /// <returns>The call.</returns>
    /// <exception cref="FormatException">The text is not a written call, or one of a version that this library does not know.</exception>
    /// <exception cref="ArgumentException">The call it holds cannot be sent as it is, whatever the options say.</exception>
    public static BulkCall FromJson(string json)
    {
        ArgumentNullException.ThrowIfNull(json);
        return BulkCallReader.Read(json);
    }

    /// <summary>
    /// Writes the call as text, to be stored or reviewed: indented, members in a stable order. It holds the values of the filter and
    /// the attributes, so store it like the records themselves.
    /// </summary>
    /// <returns>JSON, with the version of its format.</returns>
    /// <exception cref="NotSupportedException">
    /// The call has a part that cannot be written, and the message names it: a condition (<see cref="Confirm.When"/>), or JSON that
    /// is nested deeper than a request can be.
    /// </exception>
    public string ToJson() => BulkCallWriter.Write(this);

    /// <summary>Whether two calls ask for the same, under the same policies.</summary>
    /// <param name="other">The other call.</param>
    /// <returns><see langword="true"/> when action, params and attributes are equal, in any order.</returns>
    public bool Equals(BulkCall? other) =>
        other is not null
        && Equals(Params.Confirm?.Condition, other.Params.Confirm?.Condition)
        && CanonicalText == other.CanonicalText;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as BulkCall);

    /// <inheritdoc/>
    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(CanonicalText);

    /// <summary>Names the action and what was assigned, never the values.</summary>
    /// <returns>A short text.</returns>
    public override string ToString() => $"{Action.Name}: {Params}{(Attributes is null ? "" : $", {Attributes}")}";
}
