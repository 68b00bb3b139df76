using System.Diagnostics.CodeAnalysis;

namespace Outreach.Bulk;

/// <summary>
/// A type whose values are rows of a CSV file. <see cref="OutreachCsvRowAttribute"/> has it implemented by the generator.
/// </summary>
/// <typeparam name="TSelf">The type itself.</typeparam>
public interface ICsvRow<TSelf>
    where TSelf : ICsvRow<TSelf>
{
    /// <summary>The names of the columns, in the order of the cells.</summary>
    static abstract IReadOnlyList<string> Header { get; }

    /// <summary>Makes the mapping of these columns to fields.</summary>
    /// <returns>A new mapping.</returns>
    static abstract ImportMapping CreateMapping();

    /// <summary>Writes the cells of a row: as many as the header has, in its order.</summary>
    /// <param name="row">The row.</param>
    /// <param name="writer">Takes the cells.</param>
    static abstract void Write(TSelf row, CsvRowWriter writer);
}

/// <summary>A row whose columns fill fields of one model: only the imports of that model take it.</summary>
/// <typeparam name="TSelf">The type itself.</typeparam>
/// <typeparam name="TField">The model's field enum.</typeparam>
[SuppressMessage("Design", "CA1040:Avoid empty interfaces", Justification = "A type argument is what it adds.")]
public interface ICsvRow<TSelf, TField> : ICsvRow<TSelf>
    where TSelf : ICsvRow<TSelf, TField>
    where TField : struct, Enum;
