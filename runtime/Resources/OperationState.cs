namespace Outreach.Bulk;

/// <summary>
/// The state of a batch or an import: an open set of words. The documents name five for batches, and not the one of the running
/// phase, and three for imports; a word that is not known is kept as it is and is not terminal.
/// </summary>
public readonly struct OperationState : IEquatable<OperationState>
{
    private readonly string? _value;

    /// <summary>Makes a state from the server's word.</summary>
    /// <param name="value">The word, such as <c>finished</c>.</param>
    public OperationState(string? value) => _value = value;

    /// <summary>The batch waits for its turn.</summary>
    public static OperationState Pending { get; } = new("pending");

    /// <summary>The batch waits for a decision and never starts by itself.</summary>
    public static OperationState Confirming { get; } = new("confirming");

    /// <summary>The import is under way.</summary>
    public static OperationState Progressing { get; } = new("progressing");

    /// <summary>It came to its end. Items or rows may have failed. Terminal.</summary>
    public static OperationState Finished { get; } = new("finished");

    /// <summary>It failed as a whole. Terminal.</summary>
    public static OperationState Failed { get; } = new("failed");

    /// <summary>The batch was cancelled. What was done by then stays done. Terminal.</summary>
    public static OperationState Canceled { get; } = new("canceled");

    /// <summary>The server's word; empty when it gave none.</summary>
    public string Value => _value ?? "";

    /// <summary>Whether nothing more will happen in this state. An unknown word is not terminal.</summary>
    public bool IsTerminal => this == Finished || this == Failed || this == Canceled;

    /// <summary>Whether two states are the same word.</summary>
    /// <param name="left">One state.</param>
    /// <param name="right">The other.</param>
    public static bool operator ==(OperationState left, OperationState right) => left.Equals(right);

    /// <summary>Whether two states are different words.</summary>
    /// <param name="left">One state.</param>
    /// <param name="right">The other.</param>
    public static bool operator !=(OperationState left, OperationState right) => !left.Equals(right);

    /// <inheritdoc/>
    public bool Equals(OperationState other) => string.Equals(Value, other.Value, StringComparison.OrdinalIgnoreCase);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is OperationState other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => StringComparer.OrdinalIgnoreCase.GetHashCode(Value);

    /// <inheritdoc/>
    public override string ToString() => Value.Length == 0 ? "(no state)" : Value;
}
