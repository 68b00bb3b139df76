using System.Diagnostics.CodeAnalysis;
using Outreach.Bulk.Mappings;
using Outreach.Bulk.Primitives;

namespace Outreach.Bulk;

/// <summary>Which column of a CSV file goes into which attribute. Nothing is checked before it is compared with a file's header.</summary>
public abstract class ImportMapping
{
    private readonly List<ImportMappingEntry> _entries = [];

    private protected ImportMapping()
    {
    }

    internal IReadOnlyList<ImportMappingEntry> Entries => _entries;

    /// <summary>Columns that a file must have, mapped or not; none where nothing is known of the file.</summary>
    private protected virtual IReadOnlyList<string> ExpectedColumns => [];

    /// <summary>Holds the mapping against a file's header, and reports everything that is wrong at once.</summary>
    /// <param name="header">The header's cells.</param>
    /// <param name="allowUnmappedHeaders">Whether columns may be left out.</param>
    /// <exception cref="CsvException">Something is wrong.</exception>
    public void ThrowIfNotUsable(IReadOnlyList<string> header, bool allowUnmappedHeaders = false)
    {
        ArgumentNullException.ThrowIfNull(header);
        CsvProblem[] problems = [.. MappingCheck.Find(_entries, ExpectedColumns, header, allowUnmappedHeaders)];
        if (problems.Length > 0)
            throw CsvException.Unmappable(problems);
    }

    /// <summary>Names the columns and attributes.</summary>
    /// <returns>A short text.</returns>
    public override string ToString() => string.Join(", ", _entries.Select(entry => $"{entry.Header} to {entry.ApiName}"));

    private protected void Add(string header, string apiName, bool isReadOnly)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(header);
        ArgumentException.ThrowIfNullOrWhiteSpace(apiName);
        WireText.ThrowIfNotEncodable(header, nameof(header));
        WireText.ThrowIfNotEncodable(apiName, nameof(apiName));
        _entries.Add(new(header, apiName, isReadOnly));
    }

    private protected IReadOnlyList<string> CopyEntries(ImportMapping other)
    {
        _entries.AddRange(other._entries);
        return other.ExpectedColumns;
    }
}

/// <summary>Which column of a CSV file goes into which field of a model. Generated mappings derive from it.</summary>
/// <typeparam name="TField">The model's field enum.</typeparam>
[SuppressMessage(
    "ApiDesign",
    "RS0022:Constructor make noninheritable base class inheritable",
    Justification = "Mappings are inherited through this class alone.")]
public abstract class ImportMapping<TField> : ImportMapping
    where TField : struct, Enum
{
    private IReadOnlyList<string> _expectedColumns = [];

    private protected override IReadOnlyList<string> ExpectedColumns => _expectedColumns;

    /// <summary>Maps a column to a field.</summary>
    /// <param name="header">The column's name, exactly as the file has it.</param>
    /// <value>The field.</value>
    [SuppressMessage(
        "Design",
        "CA1044:Properties should not be write only",
        Justification = "It exists for object initialisers; a column mapped twice has no one value.")]
    public TField this[string header]
    {
        set => Add(header, ApiNameOf(value), IsReadOnly(value));
    }

    /// <summary>Maps a column to an attribute that the description lacks. It is sent as it is.</summary>
    /// <param name="header">The column's name in the file.</param>
    /// <param name="apiName">The attribute's name in the API, such as <c>custom7</c>.</param>
    /// <exception cref="ArgumentException">A name is blank.</exception>
    public void AddUnchecked(string header, string apiName) => Add(header, apiName, isReadOnly: false);

    /// <summary>The action that imports by this mapping.</summary>
    protected abstract BulkAction Action { get; }

    /// <summary>The same, for whoever plans an import.</summary>
    internal BulkAction ImportAction => Action;

    internal void TakeFrom(ImportMapping other) => _expectedColumns = CopyEntries(other);

    /// <summary>The field's name in the API.</summary>
    /// <param name="field">The field.</param>
    /// <returns>The name.</returns>
    protected abstract string ApiNameOf(TField field);

    /// <summary>Whether the field cannot be written.</summary>
    /// <param name="field">The field.</param>
    /// <returns>Whether it is read-only.</returns>
    protected abstract bool IsReadOnly(TField field);
}
