namespace Outreach.Bulk;

/// <summary>
/// The state of a batch: an open set of words. The documents name five, and not the one of the running phase; a word
/// that is not known is kept as it is and is not terminal.
/// </summary>
public readonly struct BatchState : IEquatable<BatchState>
{
    private readonly string? _value;

    /// <summary>Makes a state from the server's word.</summary>
    /// <param name="value">The word, such as <c>finished</c>.</param>
    public BatchState(string? value) => _value = value;

    /// <summary>The batch waits for its turn.</summary>
    public static BatchState Pending { get; } = new("pending");

    /// <summary>The batch waits for a decision and never starts by itself.</summary>
    public static BatchState Confirming { get; } = new("confirming");

    /// <summary>The batch came to its end. Items may have failed. Terminal.</summary>
    public static BatchState Finished { get; } = new("finished");

    /// <summary>The batch failed as a whole. Terminal.</summary>
    public static BatchState Failed { get; } = new("failed");

    /// <summary>The batch was cancelled. What was done by then stays done. Terminal.</summary>
    public static BatchState Canceled { get; } = new("canceled");

    /// <summary>The server's word; empty when it gave none.</summary>
    public string Value => _value ?? "";

    /// <summary>Whether nothing more will happen in this state. An unknown word is not terminal.</summary>
    public bool IsTerminal => this == Finished || this == Failed || this == Canceled;

    /// <summary>Whether two states are the same word.</summary>
    /// <param name="left">One state.</param>
    /// <param name="right">The other.</param>
    public static bool operator ==(BatchState left, BatchState right) => left.Equals(right);

    /// <summary>Whether two states are different words.</summary>
    /// <param name="left">One state.</param>
    /// <param name="right">The other.</param>
    public static bool operator !=(BatchState left, BatchState right) => !left.Equals(right);

    /// <inheritdoc/>
    public bool Equals(BatchState other) => string.Equals(Value, other.Value, StringComparison.OrdinalIgnoreCase);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is BatchState other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => StringComparer.OrdinalIgnoreCase.GetHashCode(Value);

    /// <inheritdoc/>
    public override string ToString() => Value.Length == 0 ? "(no state)" : Value;
}
