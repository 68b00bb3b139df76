namespace Outreach.Bulk;

/// <summary>
/// The state of an import: an open set of words. A guide names three; a word that is not known is kept as it is and is not
/// terminal.
/// </summary>
public readonly struct ImportState : IEquatable<ImportState>
{
    private readonly string? _value;

    /// <summary>Makes a state from the server's word.</summary>
    /// <param name="value">The word, such as <c>finished</c>.</param>
    public ImportState(string? value) => _value = value;

    /// <summary>The import is under way.</summary>
    public static ImportState Progressing { get; } = new("progressing");

    /// <summary>The import came to its end. Rows may have failed. Terminal.</summary>
    public static ImportState Finished { get; } = new("finished");

    /// <summary>The import failed as a whole. Terminal.</summary>
    public static ImportState Failed { get; } = new("failed");

    /// <summary>The server's word; empty when it gave none.</summary>
    public string Value => _value ?? "";

    /// <summary>Whether nothing more will happen in this state. An unknown word is not terminal.</summary>
    public bool IsTerminal => this == Finished || this == Failed;

    /// <summary>Whether two states are the same word.</summary>
    /// <param name="left">One state.</param>
    /// <param name="right">The other.</param>
    public static bool operator ==(ImportState left, ImportState right) => left.Equals(right);

    /// <summary>Whether two states are different words.</summary>
    /// <param name="left">One state.</param>
    /// <param name="right">The other.</param>
    public static bool operator !=(ImportState left, ImportState right) => !left.Equals(right);

    /// <inheritdoc/>
    public bool Equals(ImportState other) => string.Equals(Value, other.Value, StringComparison.OrdinalIgnoreCase);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is ImportState other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => StringComparer.OrdinalIgnoreCase.GetHashCode(Value);

    /// <inheritdoc/>
    public override string ToString() => Value.Length == 0 ? "(no state)" : Value;
}
