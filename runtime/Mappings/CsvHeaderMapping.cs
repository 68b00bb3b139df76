using System.Diagnostics.CodeAnalysis;

namespace Outreach.Bulk;

/// <summary>
/// Which column of a CSV file, known to the compiler, goes into which field of a model. It has no keys of text. Mappings that are
/// generated for an <c>OutreachCsv</c> file derive from it, and are taken wherever the model's own mapping is.
/// </summary>
/// <typeparam name="THeader">The file's enum of columns.</typeparam>
/// <typeparam name="TField">The model's field enum.</typeparam>
[SuppressMessage(
    "ApiDesign",
    "RS0022:Constructor make noninheritable base class inheritable",
    Justification = "Mappings are inherited through this class and ImportMapping<TField> alone.")]
public abstract class CsvHeaderMapping<THeader, TField> : ImportMapping
    where THeader : struct, Enum
    where TField : struct, Enum
{
    /// <summary>Maps a column to a field.</summary>
    /// <param name="header">The column.</param>
    /// <value>The field.</value>
    [SuppressMessage(
        "Design",
        "CA1044:Properties should not be write only",
        Justification = "It exists for object initialisers; a column mapped twice has no one value.")]
    [SuppressMessage("Design", "CA1043:Use Integral Or String Argument For Indexers", Justification = "The column is the key.")]
    public TField this[THeader header]
    {
        set => Add(HeaderOf(header), ApiNameOf(value), IsReadOnly(value));
    }

    /// <summary>
    /// The headers of the file that the enum was made of. A file that is imported must have them, unless columns may be left out.
    /// </summary>
    protected abstract IReadOnlyList<string> SampleColumns { get; }

    private protected override IReadOnlyList<string> ExpectedColumns => SampleColumns;

    /// <summary>Maps a column to an attribute that the description lacks. It is sent as it is.</summary>
    /// <param name="header">The column.</param>
    /// <param name="apiName">The attribute's name in the API, such as <c>custom7</c>.</param>
    /// <exception cref="ArgumentException">The name is blank.</exception>
    public void AddUnchecked(THeader header, string apiName) => Add(HeaderOf(header), apiName, isReadOnly: false);

    /// <summary>The column's header.</summary>
    /// <param name="header">The column.</param>
    /// <returns>Its text, exactly as the file has it.</returns>
    protected abstract string HeaderOf(THeader header);

    /// <summary>The field's name in the API.</summary>
    /// <param name="field">The field.</param>
    /// <returns>The name.</returns>
    protected abstract string ApiNameOf(TField field);

    /// <summary>Whether the field cannot be written.</summary>
    /// <param name="field">The field.</param>
    /// <returns>Whether it is read-only.</returns>
    protected abstract bool IsReadOnly(TField field);

    /// <summary>Copies what is mapped, and the columns that a file must have, into the model's own mapping.</summary>
    /// <typeparam name="TMapping">The model's own mapping.</typeparam>
    /// <param name="mapping">A new one.</param>
    /// <returns>The same.</returns>
    protected TMapping CopyTo<TMapping>(TMapping mapping)
        where TMapping : ImportMapping<TField>
    {
        ArgumentNullException.ThrowIfNull(mapping);
        mapping.TakeFrom(this);
        return mapping;
    }
}
