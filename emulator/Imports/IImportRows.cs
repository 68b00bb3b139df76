namespace Outreach.Bulk.Emulator.Imports;

/// <summary>What an import works off.</summary>
internal interface IImportRows
{
    int Count { get; }

    /// <summary>Why the import as a whole fails, or null.</summary>
    string? Problem { get; }

    ImportRow this[int index] { get; }
}
